package dev.sallyport.launcher;

import dev.sallyport.failure.Retryable;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options by which every command says in which cloud the deployments are that it is about. */
final class CloudChoice {
    @ArgGroup
    private Named named = new Named();

    private static final class Named {
        @Option(
                names = "--local",
                paramLabel = "URL",
                converter = LocalAddress.class,
                description = "A local cloud that runs (default: the one of the environment that local env prints, else"
                        + " http://127.0.0.1:4510).")
        private Optional<Integer> port = Optional.empty();

        @Option(
                names = "--project",
                paramLabel = "ID",
                converter = ProjectId.class,
                description = "The Google Cloud project that Sallyport runs in, instead of a local cloud; with"
                        + " application-default credentials.")
        private Optional<String> project = Optional.empty();
    }

    /** Whether an option names a cloud. */
    boolean isGiven() {
        return named.port.isPresent() || named.project.isPresent();
    }

    /** What names a cloud: an option, or the environment; empty if nothing does. */
    Optional<String> named(Surroundings surroundings) {
        return named.port
                .map(port -> "--local")
                .or(() -> named.project.map(id -> "--project"))
                .or(() -> LocalAddress.in(surroundings).map(port -> LocalAddress.VARIABLE + " in the environment"));
    }

    /**
     * Does some work in the cloud that is meant.
     *
     * @return what the work returns
     * @throws NoCloud if it cannot be reached, or does not do what it is asked
     */
    int in(Surroundings surroundings, ToIntFunction<House> work) {
        try (House house = open(surroundings)) {
            try {
                return work.applyAsInt(house);
            } catch (Retryable e) {
                throw house.explained(e);
            }
        }
    }

    private House open(Surroundings surroundings) {
        if (named.project.isPresent()) {
            return ProjectHouse.in(named.project.get(), surroundings.time());
        }
        String elsewhere = "--local http://127.0.0.1:PORT";
        if (named.port.isPresent()) {
            return RunningHouse.on(named.port.get(), elsewhere, surroundings.time());
        }
        return LocalAddress.in(surroundings)
                .map(port -> RunningHouse.on(
                        port,
                        elsewhere + "; " + LocalAddress.VARIABLE + " in the environment names this one",
                        surroundings.time()))
                .orElseGet(() -> RunningHouse.on(LocalAddress.USUAL_PORT, elsewhere, surroundings.time()));
    }
}
