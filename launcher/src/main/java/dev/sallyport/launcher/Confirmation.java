package dev.sallyport.launcher;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.launcher.Surroundings.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks somebody at a terminal to type a deployment's name, which is not done by accident. */
record Confirmation(Surroundings surroundings, Output people) {
    /**
     * @throws BadInput if another name is typed, or there is nobody to ask
     * @throws Interrupted if Ctrl-C is pressed instead
     */
    void require(Deployment deployment) {
        if (!surroundings.in().isTerminal()) {
            throw new BadInput("destroying " + deployment.name()
                    + " has to be confirmed, and there is no terminal to ask on (expected: --yes)");
        }
        people.stream()
                .print("Everything made for " + deployment.name() + " in " + deployment.project()
                        + " will be deleted. Type its name to go on: ");
        people.stream().flush();
        String typed = line().orElse("").strip();
        if (!typed.equals(deployment.name())) {
            throw new BadInput(
                    "'" + typed + "' is not its name, so nothing was destroyed (expected: " + deployment.name() + ")");
        }
    }

    /** Read beside, for a read from a terminal cannot be interrupted. */
    private Optional<String> line() {
        CompletableFuture<Optional<String>> line = CompletableFuture.supplyAsync(this::read);
        CompletableFuture.anyOf(line, surroundings.stop()).join();
        if (!line.isDone()) {
            throw new Interrupted();
        }
        return line.join();
    }

    private Optional<String> read() {
        try {
            return Optional.ofNullable(
                    new BufferedReader(new InputStreamReader(surroundings.in().stream(), StandardCharsets.UTF_8))
                            .readLine());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what is typed", e);
        }
    }
}
