/**
 * Google's own hosts on the simulated internet: accounts.google.com, iap.googleapis.com and www.gstatic.com, as
 * {@link dev.sallyport.local.internet.google.GoogleHosts}.
 */
package dev.sallyport.local.internet.google;
