package dev.sallyport.launcher;

import dev.sallyport.deployment.Event;
import dev.sallyport.launcher.report.EventLine;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sallyport events}: what happened to a deployment. */
@Command(
        name = "events",
        description = {"Prints what happened to a deployment, oldest first, a line for each event.", ""},
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  printed",
            "  2  there is no such deployment, or an option cannot be used",
            "  5  no cloud with the functions can be reached there",
            "",
            "Examples:",
            "  ./sallyport events lab",
            "  ./sallyport events --since 10m --follow lab",
            "  ./sallyport events --json lab | jq -r 'select(.kind == \"FAILED\") | .text'"
        })
final class EventsCommand implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 500;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The deployment's name, such as lab.")
    private String name;

    @Mixin
    private LookOptions options;

    @Option(names = "--follow", description = "Go on with what happens from now on, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = PointInTime.Converter.class,
            description =
                    "From this time on, such as 2026-11-27T08:00:00Z, or no longer ago than this, such as 10m or 2h.")
    private Optional<PointInTime> since = Optional.empty();

    EventsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return options.where().in(surroundings, house -> {
            if (house.deployments().find(name).isEmpty()
                    && house.deployments().events(name).isEmpty()) {
                house.deployment(name);
            }
            print(house);
            return ExitCode.ENDED;
        });
    }

    /** Events of one moment may come one after the other, so that the last moment is looked at once more. */
    private void print(House house) {
        Instant from = since.map(time -> time.at(house.time().instant())).orElse(Instant.EPOCH);
        Set<String> printed = new HashSet<>();
        do {
            List<Event> events = house.deployments().events(name, from);
            events.stream().filter(event -> printed.add(event.id())).forEach(this::print);
            from = events.isEmpty() ? from : events.get(events.size() - 1).at();
        } while (follow && !isOverAfterAPause());
    }

    private void print(Event event) {
        surroundings.out().line(options.json() ? EventLine.json(event) : EventLine.text(event));
    }

    private boolean isOverAfterAPause() {
        try {
            surroundings.stop().get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
