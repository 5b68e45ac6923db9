package dev.sallyport.deployment;

import dev.sallyport.blueprint.StageName;
import java.util.Set;

/**
 * A request that is on record.
 *
 * @param ready the stages that can start and have not been claimed yet
 */
public record Acceptance(Deployment deployment, Set<StageName> ready) {}
