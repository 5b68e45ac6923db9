/** The closed family of failures; start at {@link dev.sallyport.failure.Failure}. */
package dev.sallyport.failure;
