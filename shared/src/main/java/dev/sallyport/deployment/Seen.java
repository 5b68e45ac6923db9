package dev.sallyport.deployment;

import java.time.Instant;

/** A deployment, and when it was read by the database's clock. */
public record Seen(Deployment deployment, Instant now) {}
