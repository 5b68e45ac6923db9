/** Time that can be moved: {@link dev.sallyport.local.time.CloudClock}. */
package dev.sallyport.local.time;
