/**
 * Writing for people: what a stream can show ({@link dev.sallyport.launcher.terminal.Display}) and text in colours
 * that is cut or wrapped to its width ({@link dev.sallyport.launcher.terminal.Text}).
 */
package dev.sallyport.launcher.terminal;
