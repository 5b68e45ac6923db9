/** The projects of the local cloud: {@link dev.sallyport.local.projects.Projects}. */
package dev.sallyport.local.projects;
