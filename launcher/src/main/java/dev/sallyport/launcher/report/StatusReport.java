package dev.sallyport.launcher.report;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Evidence;
import dev.sallyport.launcher.progress.Picture;
import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.launcher.terminal.Text;
import dev.sallyport.launcher.terminal.Tone;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a deployment stands at one moment, and what to do next.
 *
 * @param by who asked for its generation; empty where that is no longer on record
 */
public record StatusReport(Deployment deployment, Optional<String> by, Instant now) {
    /** For people. */
    public List<String> lines(Display display) {
        List<Text> lines = new ArrayList<>(Picture.of(deployment, now, display));
        lines.add(Text.of(""));
        lines.addAll(row(
                "Asked for",
                "by " + by.orElse("request " + deployment.acceptedRequest()) + " at " + seconds(deployment.requested()),
                display));
        Outcome.url(deployment).ifPresent(url -> lines.addAll(row("Address", url, display)));
        guests().ifPresent(guests -> lines.addAll(row("Guests", guests, display)));
        evidence().ifPresent(proof -> lines.addAll(row("Proof", proof, display)));
        lines.addAll(Outcome.failures(deployment, display));
        lines.add(Text.of(""));
        lines.addAll(row("Next", next(), display));
        return lines.stream().map(line -> line.render(display)).toList();
    }

    /**
     * For programs: what {@link DeploymentJson} has, and {@code requested}, {@code by}, {@code url}, {@code guests} and
     * {@code next}.
     */
    public String json() {
        ObjectNode document = DeploymentJson.document(deployment)
                .put("requested", deployment.requested().toString());
        by.ifPresent(who -> document.put("by", who));
        Outcome.url(deployment).ifPresent(url -> document.put("url", url));
        ArrayNode guests = document.putArray("guests");
        deployment
                .request()
                .guests()
                .forEach(guest -> guests.addObject()
                        .put("principal", guest.principal())
                        .put("until", guest.until().toString())
                        .put("ended", !guest.until().isAfter(now)));
        return document.put("next", next()).toPrettyString();
    }

    private static List<Text> row(String label, String text, Display display) {
        Text start = new Text().add(Tone.FAINT, label + " ".repeat(11 - label.length()));
        return HangingText.lines(start, Tone.PLAIN, text, display);
    }

    /** Whose time is over is on record until the next request. */
    private Optional<String> guests() {
        String guests = deployment.request().guests().stream()
                .map(guest -> guest.principal()
                        + (guest.until().isAfter(now) ? " until " : ", ended at ")
                        + seconds(guest.until()))
                .collect(joining("; "));
        return Optional.of(guests).filter(text -> !text.isEmpty());
    }

    private Optional<String> evidence() {
        List<Evidence> all = deployment.evidence();
        long held = all.stream().filter(Evidence::passed).count();
        return all.stream()
                .map(Evidence::at)
                .max(Comparator.naturalOrder())
                .map(last -> held + " of " + all.size() + " checks held at " + seconds(last));
    }

    private String next() {
        String name = deployment.name();
        if (deployment.pauseAt(now).isPresent() && !deployment.phase().isEnd()) {
            return "./sallyport resume " + name + " lets it go on";
        }
        return switch (deployment.phase()) {
            case PROVISIONING, DESTROYING ->
                "wait, it goes on by itself; ./sallyport explain " + name + " says what it is at";
            case PROTECTED -> "nothing; ./sallyport repair " + name + " brings back whatever somebody changes by hand";
            case DESTROYED -> "nothing; provision its request again if it is to be there";
            case FAILED -> "do what the failed stage says, then ./sallyport retry " + name;
            case CANCELLING -> "wait, what has been started ends by itself";
            case CANCELLED ->
                "./sallyport "
                        + (deployment.direction() == Direction.DESTROY ? "destroy " : "repair ")
                        + name + " goes on with it";
        };
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
