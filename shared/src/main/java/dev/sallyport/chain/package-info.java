/**
 * How stages follow each other: claim, converge, complete, announce. Start at {@link
 * dev.sallyport.chain.StageFunction}, which a stage extends, and {@link dev.sallyport.chain.ChainRuntime}, which it
 * works with.
 */
package dev.sallyport.chain;
