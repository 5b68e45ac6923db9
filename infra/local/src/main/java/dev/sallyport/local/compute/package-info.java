/**
 * The Compute Engine API v1: {@link dev.sallyport.local.compute.ComputeEngine} is the way in, {@link
 * dev.sallyport.local.compute.ComputeView} what the data plane reads. Within, {@code Dispatcher} brings a call to what
 * answers it, {@code CommonMethods} does what all collections do, and a {@code Behaviour} for each collection, listed in
 * {@code AllBehaviours}, adds what Google's knows: defaults, checks, references, actions of its own.
 */
package dev.sallyport.local.compute;
