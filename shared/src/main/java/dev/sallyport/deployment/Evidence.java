package dev.sallyport.deployment;

import java.time.Instant;

/**
 * One thing that was seen when the deployment was proven.
 *
 * @param check identifies what was looked at, such as {@code iap-answers-strangers}
 * @param seen what came back, in words a person can check; never a token or a secret
 */
public record Evidence(String check, boolean passed, String seen, Instant at) {}
