/** What was used of the cloud, counted as a bill would: {@link dev.sallyport.local.usage.Usage}. */
package dev.sallyport.local.usage;
