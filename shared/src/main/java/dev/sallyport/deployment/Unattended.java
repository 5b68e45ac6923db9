package dev.sallyport.deployment;

import dev.sallyport.blueprint.StageName;
import java.time.Instant;
import java.util.Set;

/**
 * Stages that could go on, but that nobody holds: not begun yet, never announced, or left by a function that died.
 *
 * @param now when the deployment was read, by the database's clock
 */
public record Unattended(Deployment deployment, Set<StageName> stages, Instant now) {}
