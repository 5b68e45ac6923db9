/** The Service Usage API: {@link dev.sallyport.local.serviceusage.ServiceUsage}. */
package dev.sallyport.local.serviceusage;
