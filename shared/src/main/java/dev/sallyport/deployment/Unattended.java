package dev.sallyport.deployment;

import dev.sallyport.blueprint.StageName;
import java.util.Set;

/** Stages that could go on, but that nobody holds: never announced, or left by a function that died. */
public record Unattended(Deployment deployment, Set<StageName> stages) {}
