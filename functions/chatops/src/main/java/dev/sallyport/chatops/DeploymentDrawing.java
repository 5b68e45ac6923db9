package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A deployment's stages as lines of text, each as deep as it has stages before it in the blueprint. */
final class DeploymentDrawing {
    private final Blueprint blueprint;
    private final Instant now;

    private DeploymentDrawing(Blueprint blueprint, Instant now) {
        this.blueprint = blueprint;
        this.now = now;
    }

    static String of(JsonNode deployment, Blueprint blueprint, Instant now) {
        boolean isTeardown = deployment.path("direction").asText().equals("DESTROY");
        return new DeploymentDrawing(isTeardown ? blueprint.backwards() : blueprint, now).lines(deployment);
    }

    private String lines(JsonNode deployment) {
        int widest = blueprint.stages().stream()
                .mapToInt(stage -> 2 * depth(stage) + stage.value().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        blueprint.stages().forEach(stage -> lines.add(line(stage, deployment, widest)));
        return String.join("\n", lines);
    }

    private String line(StageName stage, JsonNode deployment, int widest) {
        JsonNode record = deployment.path("stages").path(stage.value());
        int depth = depth(stage);
        String name = String.format(Locale.ROOT, "%-" + (widest - 2 * depth) + "s", stage);
        String line = "  ".repeat(depth) + glyph(record) + " " + name + "  " + took(record);
        return line.stripTrailing();
    }

    private int depth(StageName stage) {
        return blueprint.predecessorsOf(stage).stream()
                .mapToInt(predecessor -> depth(predecessor) + 1)
                .max()
                .orElse(0);
    }

    private static String glyph(JsonNode record) {
        return switch (record.path("state").asText()) {
            case "DONE" -> "✔";
            case "RUNNING" -> "▶";
            case "READY" -> "○";
            case "FAILED" -> "✘";
            case "SKIPPED" -> "–";
            default -> "·";
        };
    }

    private String took(JsonNode record) {
        Optional<Instant> started = time(record.path("started"));
        if (started.isEmpty()) {
            return "";
        }
        Duration took =
                Duration.between(started.get(), time(record.path("finished")).orElse(now));
        Duration shown = took.isNegative() ? Duration.ZERO : took;
        return shown.toMinutes() > 0
                ? String.format(Locale.ROOT, "%d min %02d s", shown.toMinutes(), shown.toSecondsPart())
                : String.format(Locale.ROOT, "%.1f s", shown.toMillis() / 1000.0);
    }

    private static Optional<Instant> time(JsonNode text) {
        try {
            return text.isTextual() ? Optional.of(Instant.parse(text.textValue())) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
