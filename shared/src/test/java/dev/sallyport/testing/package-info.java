/** What tests of the chain stand on: {@link dev.sallyport.testing.StateCloud}. */
package dev.sallyport.testing;
