/**
 * Replays recorded exchanges with Google against the local cloud and says how far the two agree; {@code FidelityTest} is the
 * way in, src/test/resources/recorded/README.md the rules.
 */
package dev.sallyport.local.recorded;
