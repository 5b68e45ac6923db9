package dev.sallyport.launcher;

import dev.sallyport.launcher.terminal.Display;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Everything the program has to do with outside its arguments, so that a test can stand in for a shell.
 *
 * @param root the checkout that the program runs from
 * @param environment the shell's variables
 * @param started when somebody asked for the program
 * @param out results; progress too, unless results are for programs
 * @param err faults and diagnostics
 * @param stop completed when somebody wants the program to end
 */
record Surroundings(
        Path root,
        Map<String, String> environment,
        InstantSource time,
        Instant started,
        Input in,
        Output out,
        Output err,
        CompletableFuture<Void> stop) {

    /**
     * @param isTerminal whether somebody sits there who can be asked
     */
    record Input(InputStream stream, boolean isTerminal) {}

    /** A stream, and what whoever reads it can see. */
    record Output(PrintStream stream, Display display) {
        void line(String text) {
            stream.println(text);
        }
    }
}
