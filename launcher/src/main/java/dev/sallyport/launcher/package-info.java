/**
 * The command line. {@link dev.sallyport.launcher.Sallyport} is the program; it starts the local cloud and the
 * functions in this process, publishes a request as anybody would, and shows what comes of it.
 */
package dev.sallyport.launcher;
