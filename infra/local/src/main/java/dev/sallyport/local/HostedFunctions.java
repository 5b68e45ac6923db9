package dev.sallyport.local;

import dev.sallyport.local.functions.FunctionsFile;
import dev.sallyport.local.functions.ModuleClassPath;
import java.util.Map;
import java.util.function.Function;

/**
 * Functions for a local cloud to host.
 *
 * @param project id of the project that their topics are in
 * @param environment their settings, made once the local cloud has its ports
 */
public record HostedFunctions(
        FunctionsFile file,
        ModuleClassPath classPath,
        String project,
        Function<LocalCloud, Map<String, String>> environment) {}
