/** The Resource Manager API: {@link dev.sallyport.local.resourcemanager.ResourceManager}. */
package dev.sallyport.local.resourcemanager;
