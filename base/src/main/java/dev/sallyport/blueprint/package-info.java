/** Which stages there are and which waits for which: {@link dev.sallyport.blueprint.Blueprint}. */
package dev.sallyport.blueprint;
