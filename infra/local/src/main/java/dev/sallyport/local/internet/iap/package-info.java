/**
 * Identity-Aware Proxy's data plane: {@link dev.sallyport.local.internet.iap.IdentityAwareProxy} decides each request to
 * a protected backend service. Statements about Google's behaviour come from the documentation under
 * cloud.google.com/iap/docs and are listed, choices included, in docs/local-cloud/data-plane.md.
 */
package dev.sallyport.local.internet.iap;
