package dev.sallyport.deployment;

import dev.sallyport.blueprint.StageName;

/**
 * One granted claim. Every write of an attempt names it, so that a newer attempt or a newer generation fences it off.
 *
 * @param number counts the claims of this stage over all generations
 * @param holder id of the Pub/Sub message that was granted the claim
 */
public record Attempt(String deployment, long generation, StageName stage, long number, String holder) {}
