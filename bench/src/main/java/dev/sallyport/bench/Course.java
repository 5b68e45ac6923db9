package dev.sallyport.bench;

import picocli.CommandLine.Option;

/** How long the same is done: for a while until a Java virtual machine is quick, and then measured. */
final class Course {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long to measure each (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "15",
            description = "Seconds of the same before (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    int seconds() {
        return seconds;
    }

    int warmUp() {
        return warmUp;
    }
}
