package dev.sallyport.launcher;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command takes that only reads. */
final class LookOptions {
    @Mixin
    private CloudChoice where;

    @Option(names = "--json", description = "For programs: JSON, with times in UTC.")
    private boolean json;

    CloudChoice where() {
        return where;
    }

    boolean json() {
        return json;
    }
}
