/**
 * A probe that tries every way into the applications of a project, over and over, as somebody would whom nobody has let
 * in: {@link dev.sallyport.local.watch.ExposureWatch} is the way in, {@link dev.sallyport.local.watch.Timeline} what it
 * tells in the end.
 */
package dev.sallyport.local.watch;
