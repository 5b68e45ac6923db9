/** Measures speed, cost and scale: {@link dev.sallyport.bench.Bench}. */
package dev.sallyport.bench;
