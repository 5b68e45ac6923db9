/** Digests as text, for all that tell contents apart by them. */
package dev.sallyport.digest;
