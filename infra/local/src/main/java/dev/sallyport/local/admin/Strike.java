package dev.sallyport.local.admin;

/**
 * A rule has hit.
 *
 * @param rule its id
 * @param fault what it does
 */
record Strike(String rule, Fault fault) {}
