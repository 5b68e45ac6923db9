package dev.sallyport.launcher.report;

import static java.util.stream.Collectors.joining;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Evidence;
import dev.sallyport.deployment.Phase;
import dev.sallyport.deployment.StageRecord;
import dev.sallyport.deployment.StageState;
import dev.sallyport.launcher.progress.Durations;
import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.launcher.terminal.Text;
import dev.sallyport.launcher.terminal.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How it ended, for people: the address and what was proven, or which stage failed, why, and what to do. */
public final class Outcome {
    private static final StageName FRONTEND = new StageName("frontend");

    private final Deployment deployment;
    private final Display display;

    private Outcome(Deployment deployment, Display display) {
        this.deployment = deployment;
        this.display = display;
    }

    /** The lines to print for a deployment that has come to an end. */
    public static List<String> lines(Deployment deployment, Display display) {
        return new Outcome(deployment, display)
                .text().stream().map(line -> line.render(display)).toList();
    }

    /** Where the deployment's application is reached, once it has a front end. */
    public static Optional<String> url(Deployment deployment) {
        return Optional.ofNullable(deployment.stages().get(FRONTEND))
                .map(stage -> stage.outputs().get("url"));
    }

    private List<Text> text() {
        List<Text> lines = new ArrayList<>();
        lines.add(verdict());
        if (!deployment.evidence().isEmpty()) {
            lines.add(Text.of(""));
            lines.add(Text.of("What was proven"));
            int width = deployment.evidence().stream()
                    .mapToInt(evidence -> evidence.check().length())
                    .max()
                    .orElse(0);
            deployment.evidence().forEach(evidence -> lines.addAll(proof(evidence, width)));
        }
        deployment.stages().forEach((name, stage) -> lines.addAll(note(name, stage)));
        deployment.stages().forEach((name, stage) -> lines.addAll(failure(name, stage)));
        return lines;
    }

    private Text verdict() {
        String took = " after " + Durations.readable(Duration.between(deployment.requested(), deployment.updated()));
        if (deployment.phase() == Phase.DESTROYED) {
            return new Text()
                    .add(Tone.GOOD, "Destroyed")
                    .add(took + ": nothing that was made for " + deployment.name() + " is left");
        }
        if (deployment.phase() == Phase.CANCELLED) {
            return new Text().add(Tone.BAD, "Cancelled").add(took + ": " + standing());
        }
        return deployment.phase() == Phase.PROTECTED
                ? new Text()
                        .add(Tone.GOOD, "Protected")
                        .add(took + ": ")
                        .add(Tone.STRONG, url(deployment).orElse("(no front end)"))
                : new Text().add(Tone.BAD, "Failed").add(took + ".");
    }

    private String standing() {
        String done = deployment.stages().entrySet().stream()
                .filter(stage -> stage.getValue().state() == StageState.DONE)
                .map(stage -> stage.getKey().value())
                .collect(joining(", "));
        return (done.isEmpty() ? "no stage was done before" : "done before: " + done)
                + "; repair or destroy goes on from there";
    }

    private List<Text> proof(Evidence evidence, int width) {
        Text start = Text.of("  ")
                .add(
                        evidence.passed() ? Tone.GOOD : Tone.BAD,
                        evidence.passed()
                                ? display.glyphs().done()
                                : display.glyphs().failed())
                .add(" " + evidence.check()
                        + " ".repeat(width - evidence.check().length() + 2));
        return HangingText.lines(start, Tone.FAINT, evidence.seen(), display);
    }

    /** What a stage that is done has to say to people. */
    private List<Text> note(StageName name, StageRecord stage) {
        String note = stage.state() == StageState.DONE ? stage.outputs().getOrDefault("note", "") : "";
        return note.isEmpty()
                ? List.of()
                : Stream.concat(
                                Stream.of(Text.of("")),
                                HangingText.lines(Text.of("Note of " + name + ": "), Tone.PLAIN, note, display)
                                        .stream())
                        .toList();
    }

    private List<Text> failure(StageName name, StageRecord stage) {
        if (stage.state() != StageState.FAILED) {
            return List.of();
        }
        StageRecord.Error error = stage.error().orElse(new StageRecord.Error("no reason was recorded", "see the log"));
        List<Text> lines = new ArrayList<>();
        lines.add(Text.of(""));
        lines.addAll(HangingText.lines(
                new Text().add(Tone.BAD, name.value()).add(": "), Tone.PLAIN, error.message(), display));
        lines.addAll(HangingText.lines(Text.of("  What to do: "), Tone.PLAIN, error.remedy(), display));
        return lines;
    }
}
