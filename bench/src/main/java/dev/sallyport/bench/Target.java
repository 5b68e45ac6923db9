package dev.sallyport.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** What is measured, in a process of its own on this machine. */
interface Target extends AutoCloseable {
    String title();

    /** Where it serves gRPC, without TLS. */
    String hostPort();

    /** What the process has spent so far. */
    double processorSeconds();

    @Override
    void close();

    /** Measures the local cloud and then Google's emulator, one after the other, or says that there is none. */
    static void sideBySide(GoogleEmulator.Kind kind, PrintWriter out, Consumer<Target> measure) {
        try (Target cloud = LocalCloud.start()) {
            measure.accept(cloud);
        }
        Optional<Path> jar = kind.jar();
        if (jar.isEmpty()) {
            out.printf(
                    "%n%s: not measured, it is not installed (expected: %s)%n",
                    kind.title(), kind.folder(Path.of("the Cloud SDK of the gcloud on the PATH")));
            out.flush();
            return;
        }
        try (Target emulator = GoogleEmulator.start(kind, jar.get())) {
            measure.accept(emulator);
        }
    }
}
