/**
 * The Identity-Aware Proxy admin API: policies and settings. {@link dev.sallyport.local.iap.Iap} is the way in, {@link
 * dev.sallyport.local.iap.IapPolicies} what the data plane asks.
 */
package dev.sallyport.local.iap;
