package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A stranger outside who knocks at every external address of a project for as long as the watch lasts, over and over,
 * and notes each answer that the application itself gave.
 */
final class ExposureWatch implements AutoCloseable {
    /** How the sample application begins its answers, good or bad. */
    private static final Pattern ANSWER_OF_THE_APPLICATION =
            Pattern.compile("^(Unauthorized request|Hi, |Error: \\*\\*)");

    private final RestApi api;
    private final Browser stranger;
    private final String compute;
    private final List<String> zones;

    private final List<String> exposures = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final AtomicInteger knocksAtMachines = new AtomicInteger();
    private final AtomicInteger knocksAtFrontEnds = new AtomicInteger();
    private final Thread thread = new Thread(this::watch, "exposure-watch");
    private volatile boolean over;

    ExposureWatch(RestApi api, String proxy, String project, List<String> zones) {
        this.api = api;
        this.stranger = Browser.thatStaysBehind(proxy);
        this.compute = "/compute/v1/projects/" + project;
        this.zones = zones;
        thread.start();
    }

    /** Answers of the application, with where they came from. */
    List<String> exposures() {
        return exposures;
    }

    /** What kept the watch from watching. */
    List<String> troubles() {
        return troubles;
    }

    int knocksAtMachines() {
        return knocksAtMachines.get();
    }

    int knocksAtFrontEnds() {
        return knocksAtFrontEnds.get();
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        while (!over) {
            try {
                machines().forEach(address -> knock("http://" + address + "/", knocksAtMachines));
                frontEnds().forEach(address -> {
                    knock("https://" + address + "/", knocksAtFrontEnds);
                    knock("http://" + address + "/", knocksAtFrontEnds);
                });
            } catch (RuntimeException | AssertionError e) {
                troubles.add(e.toString());
            }
        }
    }

    private void knock(String url, AtomicInteger knocks) {
        answer(url).filter(ANSWER_OF_THE_APPLICATION.asPredicate()).ifPresent(body -> exposures.add(url + ": " + body));
        knocks.incrementAndGet();
    }

    /** Nothing, where nobody lets the stranger through. */
    private Optional<String> answer(String url) {
        try {
            return Optional.of(stranger.get(url).body());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<String> machines() {
        List<String> addresses = new ArrayList<>();
        zones.forEach(zone -> items("/zones/" + zone + "/instances").forEach(instance -> {
            String address =
                    instance.at("/networkInterfaces/0/accessConfigs/0/natIP").asText();
            if (!address.isEmpty()) {
                addresses.add(address);
            }
        }));
        return addresses;
    }

    private List<String> frontEnds() {
        List<String> addresses = new ArrayList<>();
        items("/global/forwardingRules")
                .forEach(rule -> addresses.add(rule.path("IPAddress").asText()));
        return addresses;
    }

    private JsonNode items(String collection) {
        return api.json(api.get(compute + collection)).path("items");
    }
}
