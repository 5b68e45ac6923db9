package dev.sallyport.deployment;

import static dev.sallyport.deployment.DocumentFields.toTimestamp;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.ProvisionRequest.Guest;
import dev.sallyport.request.RequestWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment as the fields of its Firestore document, and back. The request is kept as its JSON text, complete with
 * the defaults of the version that accepted it.
 */
final class DeploymentDocument {
    /** Found by a query, and never read: while another generation is under way, that one forgets whose time is over. */
    static final String NEXT_GUEST_END = "nextGuestEnd";

    private final Blueprint blueprint;
    private final KnownRequests requests = new KnownRequests();

    DeploymentDocument(Blueprint blueprint) {
        this.blueprint = blueprint;
    }

    Map<String, Object> write(Deployment deployment) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("version", DocumentVersions.CURRENT);
        fields.put("blueprint", write(deployment.blueprint()));
        fields.put("name", deployment.name());
        fields.put("project", deployment.project());
        fields.put("generation", deployment.generation());
        fields.put("direction", deployment.direction().name());
        fields.put("phase", deployment.phase().name());
        fields.put("request", RequestWriter.write(deployment.request()).toString());
        fields.put("acceptedRequest", deployment.acceptedRequest());
        fields.put("requested", toTimestamp(deployment.requested()));
        fields.put("created", toTimestamp(deployment.created()));
        fields.put("updated", toTimestamp(deployment.updated()));
        Map<String, Object> stages = new HashMap<>();
        deployment.stages().forEach((name, stage) -> stages.put(name.value(), write(stage)));
        fields.put("stages", stages);
        fields.put(
                "evidence",
                deployment.evidence().stream().map(DeploymentDocument::write).toList());
        deployment.pause().ifPresent(pause -> fields.put("pause", write(pause)));
        nextGuestEnd(deployment).ifPresent(end -> fields.put(NEXT_GUEST_END, toTimestamp(end)));
        return fields;
    }

    /**
     * @throws dev.sallyport.failure.Poison if the document is not one that {@link #write} made
     * @throws dev.sallyport.failure.Retryable if a later version of Sallyport made it
     */
    Deployment read(DocumentFields written) {
        DocumentFields fields = DocumentVersions.upToDate(written);
        Blueprint begunWith = blueprint(fields);
        Map<StageName, StageRecord> stages = new LinkedHashMap<>();
        DocumentFields records = fields.map("stages");
        begunWith
                .stages()
                .forEach(name -> stages.put(
                        name,
                        records.optionalMap(name.value())
                                .map(DeploymentDocument::stage)
                                .orElseGet(StageRecord::pending)));
        return new Deployment(
                begunWith,
                fields.text("name"),
                fields.text("project"),
                fields.number("generation"),
                fields.constant("direction", Direction.class),
                fields.constant("phase", Phase.class),
                request(fields),
                fields.text("acceptedRequest"),
                fields.time("requested"),
                fields.time("created"),
                fields.time("updated"),
                stages,
                fields.list("evidence", DeploymentDocument::evidence),
                fields.optionalMap("pause").map(DeploymentDocument::pause));
    }

    private static List<Map<String, Object>> write(Blueprint blueprint) {
        return blueprint.stages().stream()
                .map(stage -> Map.<String, Object>of(
                        "stage", stage.value(),
                        "after",
                                blueprint.predecessorsOf(stage).stream()
                                        .map(StageName::value)
                                        .toList()))
                .toList();
    }

    /** The blueprint that the generation began with; a document of the first version does not say, and goes by ours. */
    private Blueprint blueprint(DocumentFields fields) {
        if (!fields.has("blueprint")) {
            return blueprint;
        }
        Map<StageName, List<StageName>> stages = new LinkedHashMap<>();
        List<DocumentFields> entries = fields.list("blueprint", entry -> entry);
        try {
            for (DocumentFields stage : entries) {
                stages.put(
                        stage.stage("stage"),
                        stage.texts("after").stream().map(StageName::new).toList());
            }
            return Blueprint.of(stages);
        } catch (IllegalArgumentException e) {
            throw fields.damaged("blueprint", "is none: " + e.getMessage());
        }
    }

    private ProvisionRequest request(DocumentFields fields) {
        return requests.read(
                fields.text("request"),
                reading -> fields.damaged("request", "is not a request this version accepts: " + reading));
    }

    private static Optional<Instant> nextGuestEnd(Deployment deployment) {
        return deployment.phase() == Phase.PROTECTED
                ? deployment.request().guests().stream().map(Guest::until).min(Comparator.naturalOrder())
                : Optional.empty();
    }

    private static Map<String, Object> write(Pause pause) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("who", pause.who());
        fields.put("reason", pause.reason());
        fields.put("since", toTimestamp(pause.since()));
        pause.until().ifPresent(until -> fields.put("until", toTimestamp(until)));
        return fields;
    }

    private static Pause pause(DocumentFields fields) {
        return new Pause(fields.text("who"), fields.text("reason"), fields.time("since"), fields.optionalTime("until"));
    }

    private static Map<String, Object> write(StageRecord stage) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("state", stage.state().name());
        fields.put("attempt", stage.attempt());
        stage.lease()
                .ifPresent(lease ->
                        fields.put("lease", Map.of("holder", lease.holder(), "until", toTimestamp(lease.until()))));
        stage.started().ifPresent(time -> fields.put("started", toTimestamp(time)));
        if (stage.interrupted()) {
            fields.put("interrupted", true);
        }
        fields.put("idleMillis", stage.idle().toMillis());
        stage.waiting()
                .ifPresent(waiting -> fields.put(
                        "waiting",
                        Map.of(
                                "reason", waiting.reason(),
                                "since", toTimestamp(waiting.since()),
                                "due", toTimestamp(waiting.due()))));
        stage.finished().ifPresent(time -> fields.put("finished", toTimestamp(time)));
        fields.put("operations", stage.operations());
        fields.put("ended", stage.ended());
        fields.put("outputs", stage.outputs());
        stage.error()
                .ifPresent(error -> fields.put("error", Map.of("message", error.message(), "remedy", error.remedy())));
        return fields;
    }

    private static StageRecord stage(DocumentFields fields) {
        return new StageRecord(
                fields.constant("state", StageState.class),
                fields.number("attempt"),
                fields.optionalMap("lease")
                        .map(lease -> new StageRecord.Lease(lease.text("holder"), lease.time("until"))),
                fields.optionalTime("started"),
                fields.has("interrupted") && fields.truth("interrupted"),
                Duration.ofMillis(fields.number("idleMillis")),
                fields.optionalTime("finished"),
                fields.optionalMap("waiting")
                        .map(waiting -> new StageRecord.Waiting(
                                waiting.text("reason"), waiting.time("since"), waiting.time("due"))),
                fields.values("operations", String.class),
                fields.values("ended", Long.class),
                fields.values("outputs", String.class),
                error(fields));
    }

    private static Optional<StageRecord.Error> error(DocumentFields fields) {
        return fields.optionalMap("error")
                .map(error -> new StageRecord.Error(error.text("message"), error.text("remedy")));
    }

    private static Map<String, Object> write(Evidence evidence) {
        return Map.of(
                "check", evidence.check(),
                "passed", evidence.passed(),
                "seen", evidence.seen(),
                "at", toTimestamp(evidence.at()));
    }

    private static Evidence evidence(DocumentFields fields) {
        return new Evidence(fields.text("check"), fields.truth("passed"), fields.text("seen"), fields.time("at"));
    }
}
