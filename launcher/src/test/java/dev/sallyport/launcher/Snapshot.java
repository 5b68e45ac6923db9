package dev.sallyport.launcher;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Evidence;
import dev.sallyport.deployment.Phase;
import dev.sallyport.deployment.StageRecord;
import dev.sallyport.deployment.StageState;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.RequestReader;
import dev.sallyport.request.RequestReading.Accepted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A deployment as its document might stand at some moment; it starts out with every stage pending. */
public final class Snapshot {
    public static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final Map<StageName, StageRecord> stages = new LinkedHashMap<>();
    private final List<Evidence> evidence = new ArrayList<>();

    public Snapshot() {
        Blueprint.protectedApplication().stages().forEach(name -> put(name.value(), StageState.PENDING, 0, Map.of()));
    }

    public Snapshot running(String stage, long attempt, String... operations) {
        Map<String, String> pending = new LinkedHashMap<>();
        List.of(operations).forEach(action -> pending.put(action, "projects/p/global/operations/" + action.hashCode()));
        stages.put(
                new StageName(stage),
                new StageRecord(
                        StageState.RUNNING,
                        attempt,
                        Optional.empty(),
                        Optional.of(START),
                        false,
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty(),
                        pending,
                        Map.of(),
                        Map.of(),
                        Optional.empty()));
        return this;
    }

    public Snapshot done(String stage, Map<String, String> outputs) {
        return put(stage, StageState.DONE, 1, outputs);
    }

    public Snapshot ready(String stage) {
        return put(stage, StageState.READY, 0, Map.of());
    }

    public Snapshot failed(String stage, String message, String remedy) {
        stages.put(
                new StageName(stage),
                new StageRecord(
                        StageState.FAILED,
                        1,
                        Optional.empty(),
                        Optional.of(START),
                        false,
                        Duration.ZERO,
                        Optional.of(START.plusMillis(1500)),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Optional.of(new StageRecord.Error(message, remedy))));
        return this;
    }

    public Snapshot waiting(String stage, long attempt, String reason) {
        stages.put(
                new StageName(stage),
                new StageRecord(
                        StageState.WAITING,
                        attempt,
                        Optional.empty(),
                        Optional.of(START),
                        false,
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.of(new StageRecord.Waiting(reason, START.plusSeconds(1), START.plusSeconds(56))),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Optional.empty()));
        return this;
    }

    public Snapshot evidence(String check, boolean passed, String seen) {
        evidence.add(new Evidence(check, passed, seen, START.plusSeconds(5)));
        return this;
    }

    /** The deployment "web" of project "web-project", accepted at {@link #START} and last written 6.5 seconds later. */
    public Deployment in(Phase phase) {
        byte[] request = """
                {"action": "provision", "deployment": "web", "project": "web-project",
                 "principals": ["user:alice@example.com"]}
                """.getBytes(StandardCharsets.UTF_8);
        Accepted accepted = (Accepted) new RequestReader().read(request);
        return new Deployment(
                Blueprint.protectedApplication(),
                "web",
                "web-project",
                1,
                Direction.PROVISION,
                phase,
                (ProvisionRequest) accepted.request(),
                "17",
                START,
                START,
                START.plusMillis(6500),
                stages,
                evidence,
                Optional.empty());
    }

    private Snapshot put(String stage, StageState state, long attempt, Map<String, String> outputs) {
        boolean worked = state == StageState.DONE;
        stages.put(
                new StageName(stage),
                new StageRecord(
                        state,
                        attempt,
                        Optional.empty(),
                        worked ? Optional.of(START) : Optional.empty(),
                        false,
                        Duration.ZERO,
                        worked ? Optional.of(START.plusMillis(800)) : Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        outputs,
                        Optional.empty()));
        return this;
    }
}
