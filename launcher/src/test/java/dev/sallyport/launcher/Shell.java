package dev.sallyport.launcher;

import dev.sallyport.launcher.Surroundings.Input;
import dev.sallyport.launcher.Surroundings.Output;
import dev.sallyport.launcher.terminal.Display;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Stands in for the shell that the program is started from: gives it input, keeps what it writes, presses Ctrl-C. */
final class Shell {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final Path root;
    private final Map<String, String> environment = new HashMap<>();
    private byte[] input = {};
    private boolean terminal;

    Shell(Path root) {
        this.root = root;
    }

    /** Sets a variable of the environment. */
    Shell export(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Shell input(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** What somebody types who sits at a terminal. */
    Shell typed(String text) {
        terminal = true;
        return input(text);
    }

    /** Runs the program to its end and returns its exit code. */
    int run(String... arguments) {
        return Sallyport.run(surroundings(), List.of(arguments));
    }

    Surroundings surroundings() {
        InstantSource time = InstantSource.system();
        return new Surroundings(
                root,
                environment,
                time,
                time.instant(),
                new Input(new ByteArrayInputStream(input), terminal),
                output(out),
                output(err),
                stop);
    }

    void pressCtrlC() {
        stop.complete(null);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static Output output(ByteArrayOutputStream bytes) {
        return new Output(new PrintStream(bytes, true, StandardCharsets.UTF_8), Display.file());
    }
}
