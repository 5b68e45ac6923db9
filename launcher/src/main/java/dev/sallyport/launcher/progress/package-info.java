/**
 * How a deployment gets on, for a person who watches: {@link dev.sallyport.launcher.progress.Progress}. Where one
 * watches a terminal it is redrawn in place, elsewhere there is a line for each change.
 */
package dev.sallyport.launcher.progress;
