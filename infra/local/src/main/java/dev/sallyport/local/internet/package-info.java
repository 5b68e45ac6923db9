/**
 * The data plane: a simulated internet of real traffic on loopback. {@link dev.sallyport.local.internet.Internet} is the
 * way in; docs/local-cloud/data-plane.md says what is there and where it differs from Google Cloud.
 */
package dev.sallyport.local.internet;
