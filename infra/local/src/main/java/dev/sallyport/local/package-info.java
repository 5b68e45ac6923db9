/**
 * Google Cloud in small, in one JVM. {@link dev.sallyport.local.LocalCloud} starts it, {@link
 * dev.sallyport.local.LocalCloudExtension} gives it to tests; each service has a package of its own.
 */
package dev.sallyport.local;
