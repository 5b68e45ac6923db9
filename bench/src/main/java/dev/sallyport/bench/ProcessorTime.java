package dev.sallyport.bench;

import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * What two processes have spent, in user mode and in the kernel.
 *
 * @param server seconds of the process that is measured
 * @param client seconds of this one
 */
record ProcessorTime(double server, double client) {
    /** What they have spent so far. */
    static ProcessorTime now(DoubleSupplier server) {
        return new ProcessorTime(
                server.getAsDouble(),
                CloudProcess.processorSeconds(ProcessHandle.current().pid()));
    }

    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(server - before.server, client - before.client);
    }

    /** Such as {@code local cloud 0.668 ms, client 0.128 ms; 2 processors have time for 2513 a second}. */
    String summary(String serverTitle, int count) {
        int processors = Runtime.getRuntime().availableProcessors();
        return String.format(
                Locale.ROOT,
                "%s %.3f ms, client %.3f ms; %d processors have time for %.0f a second",
                serverTitle,
                server / count * 1e3,
                client / count * 1e3,
                processors,
                processors * count / (server + client));
    }
}
