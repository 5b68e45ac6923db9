/**
 * Desired against observed, and the least that closes the difference. A stage describes what it owns as
 * {@link dev.sallyport.converge.Resource}s, over {@link dev.sallyport.converge.ComputeCollections} for those of Compute
 * Engine, and has a {@link dev.sallyport.converge.Convergence} see to them: one that makes them true, or one that only
 * says what that would change.
 */
package dev.sallyport.converge;
