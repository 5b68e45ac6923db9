package dev.sallyport.deployment;

import static java.util.stream.Collectors.joining;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says in one sentence how a stage stands, and why if it is not running: from its own state, its lease, the stages it
 * waits for, a pause and the deployment's generation. For people; without effects.
 */
public final class Explanation {
    private final Deployment deployment;
    private final Blueprint walk;
    private final Instant now;

    /**
     * @param blueprint the blueprint forwards, whichever way the deployment goes
     * @param now by the clock that the deployment's records are kept by
     */
    public Explanation(Deployment deployment, Blueprint blueprint, Instant now) {
        this.deployment = deployment;
        this.walk = deployment.direction().through(blueprint);
        this.now = now;
    }

    /**
     * The sentence for one stage.
     *
     * @throws IllegalArgumentException if there is no such stage
     */
    public String of(StageName stage) {
        StageRecord record = deployment.stage(stage);
        return stage
                + switch (record.state()) {
                    case PENDING -> pending(stage);
                    case READY -> ready(record);
                    case RUNNING -> running(record);
                    case WAITING -> waiting(record);
                    case DONE -> " is done" + since(record) + ", in generation " + deployment.generation() + ".";
                    case FAILED -> failed(record);
                    case SKIPPED ->
                        " is not running, and will not in generation " + deployment.generation()
                                + ", which was cancelled.";
                };
    }

    /** The sentences for all stages that are not done, in the order in which they come. */
    public Map<StageName, String> ofUnfinished() {
        Map<StageName, String> sentences = new LinkedHashMap<>();
        walk.stages().stream()
                .filter(stage -> deployment.stage(stage).state() != StageState.DONE)
                .forEach(stage -> sentences.put(stage, of(stage)));
        return sentences;
    }

    private String pending(StageName stage) {
        Set<StageName> causes = new LinkedHashSet<>();
        collectCauses(stage, causes);
        return causes.isEmpty()
                ? " is not running, for it has not been made ready yet; whoever completes the stage before it does that."
                : " is not running, for it comes after "
                        + causes.stream().map(this::cause).collect(joining(" and ")) + ".";
    }

    /** The stages before it that wait for no other: what really keeps it. */
    private void collectCauses(StageName stage, Set<StageName> causes) {
        for (StageName before : walk.predecessorsOf(stage)) {
            StageState state = deployment.stage(before).state();
            if (state == StageState.PENDING) {
                collectCauses(before, causes);
            } else if (state != StageState.DONE) {
                causes.add(before);
            }
        }
    }

    private String cause(StageName stage) {
        StageRecord record = deployment.stage(stage);
        return stage
                + switch (record.state()) {
                    case READY ->
                        pause().map(pause -> ", which is ready and paused " + clause(pause.words()))
                                .orElse(", which is ready and not at work yet");
                    case RUNNING -> ", which is running";
                    case WAITING ->
                        ", which is waiting for "
                                + record.waiting()
                                        .map(StageRecord.Waiting::reason)
                                        .orElse("something outside");
                    case FAILED ->
                        ", which has failed"
                                + record.error()
                                        .map(error -> " (" + clause(error.message()) + ")")
                                        .orElse("");
                    case SKIPPED -> ", which will not run in this generation";
                    case PENDING, DONE -> "";
                };
    }

    private Optional<Pause> pause() {
        return deployment.pauseAt(now).filter(pause -> deployment.phase() != Phase.CANCELLING);
    }

    private Optional<String> paused() {
        return pause().map(pause -> " is not running, for the deployment is paused " + clause(pause.words()) + ".");
    }

    private String ready(StageRecord record) {
        return paused().orElseGet(() -> readyToBegin(record));
    }

    private String readyToBegin(StageRecord record) {
        return record.lease()
                .filter(lease -> record.isLeased(now))
                .map(lease ->
                        " is not running, for an attempt of an older generation still works on it; it begins when that"
                                + " ends, or at " + time(lease.until()) + " at the latest.")
                .orElse(
                        " is not running yet, but may: it is announced, and begins when the announcement is delivered.");
    }

    private String running(StageRecord record) {
        String attempt = "attempt " + record.attempt() + " of generation " + deployment.generation();
        return record.lease()
                .filter(lease -> record.isLeased(now))
                .map(lease -> " is running: " + attempt + since(record) + operations(record)
                        + "; nobody else may take over before " + time(lease.until()) + ".")
                .or(this::paused)
                .orElse(" is not running, for " + attempt + " ended without a word"
                        + record.lease()
                                .map(lease -> "; its lease ran out at " + time(lease.until()))
                                .orElse("")
                        + ", and it begins again when its message is delivered once more.");
    }

    private static String operations(StageRecord record) {
        return record.operations().isEmpty()
                ? ""
                : ", waiting for " + String.join(", ", record.operations().keySet());
    }

    private String waiting(StageRecord record) {
        return record.waiting()
                .map(wait -> " is not running, for it is waiting for " + clause(wait.reason()) + ", since "
                        + time(wait.since()) + "; it looks again " + next(wait) + ".")
                .orElse(" is not running, for it is waiting for something outside.");
    }

    private String next(StageRecord.Waiting wait) {
        return pause().map(pause -> "after the pause " + clause(pause.words()))
                .orElseGet(() -> wait.due().isAfter(now) ? "at " + time(wait.due()) : "now");
    }

    private String failed(StageRecord record) {
        return " is not running, for it has failed"
                + record.finished().map(at -> " at " + time(at)).orElse("")
                + record.error().map(error -> ": " + clause(error.message())).orElse("")
                + "; it begins again when somebody asks for it.";
    }

    private static String since(StageRecord record) {
        return record.finished()
                .or(record::started)
                .map(at -> " since " + time(at))
                .orElse("");
    }

    /** Text of others within a sentence: on one line, and not ended. */
    private static String clause(String text) {
        return text.replaceAll("\\s+", " ").strip().replaceAll("[.;:]+$", "");
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
