/**
 * The functions, Google's clients and the local cloud, with every call and every message in the hands of a seed: {@link
 * dev.sallyport.simulation.Simulator} is the way in.
 */
package dev.sallyport.simulation;
