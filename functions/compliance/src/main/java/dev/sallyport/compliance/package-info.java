/** Re-checks: whether every deployment still is as its request says and nobody gets past IAP, and what is done if not. */
package dev.sallyport.compliance;
