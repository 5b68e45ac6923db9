package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.digest.Sha256;
import dev.sallyport.grammar.Verb;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells how deployments stand. */
final class Standing {
    private final DeploymentReader deployments;
    private final Policy policy;
    private final Buttons buttons;
    private final InstantSource time;
    private final Blueprint blueprint = Blueprint.protectedApplication();

    Standing(DeploymentReader deployments, Policy policy, Buttons buttons, InstantSource time) {
        this.deployments = deployments;
        this.policy = policy;
        this.buttons = buttons;
        this.time = time;
    }

    /** Every deployment of which the person may know. */
    Reply all(Asker asker, Verb verb) {
        List<String> lines = deployments.all().stream()
                .filter(deployment -> policy.allows(asker, verb, Optional.of(name(deployment))))
                .map(deployment -> "`" + name(deployment) + "`  " + phase(deployment) + ", generation "
                        + deployment.path("generation").asLong())
                .toList();
        return lines.isEmpty()
                ? Reply.toAsker("There is no deployment yet that you may know of")
                : Reply.toAsker("Deployments", String.join("\n", lines));
    }

    /**
     * One deployment, with a button to go on where it has failed.
     *
     * @param requestId of whoever asks how it stands
     */
    Reply one(Asker asker, String name, String requestId, Dialect dialect) {
        Optional<ObjectNode> found = deployments.one(name);
        if (found.isEmpty()) {
            return Reply.toAsker("There is no deployment `" + name + "`", "`list` tells which there are.");
        }
        Reply reply = of(found.get(), dialect);
        boolean mayRetry = found.get().path("phase").asText().equals("FAILED")
                && policy.allows(asker, Verb.RETRY, Optional.of(name));
        return mayRetry
                ? reply.with(buttons.button("Retry", false, Ticket.Act.RUN, "retry " + name, requestId, asker))
                : reply;
    }

    /** One run for everybody, with a button to go on where it has failed. */
    Reply run(News news, Dialect dialect) {
        Reply reply = of(news.document(), dialect);
        if (!news.phase().equals("failed")) {
            return reply;
        }
        return reply.with(retry(news));
    }

    /** Why a stage failed, and what to do, for everybody; with a button to go on. */
    Reply failure(News news, String stage, Dialect dialect) {
        String title = dialect.plain(news.deployment() + ": " + stage + " failed");
        return Reply.toEverybody(title, reason(stage, news.failures().path(stage), dialect))
                .with(retry(news));
    }

    /** The same, however often it is shown, until something else fails. */
    private Optional<Reply.Button> retry(News news) {
        String moment = news.run() + " " + news.moment();
        String requestId =
                "retry-" + Sha256.of(moment.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
        String command = "retry " + news.deployment();
        return buttons.button("Retry", false, Ticket.Act.RUN, command, requestId, Asker.NOBODY);
    }

    private Reply of(ObjectNode deployment, Dialect dialect) {
        String title = String.format(
                Locale.ROOT,
                "%s in %s, generation %d: %s",
                name(deployment),
                deployment.path("project").asText(),
                deployment.path("generation").asLong(),
                phase(deployment));
        return Reply.toAsker(title, notes(deployment, dialect, time.instant()).toArray(String[]::new))
                .drawn(DeploymentDrawing.of(deployment, blueprint, time.instant()));
    }

    private static List<String> notes(ObjectNode deployment, Dialect dialect, Instant now) {
        List<String> notes = new ArrayList<>();
        String guests = guests(deployment, now);
        if (!guests.isEmpty()) {
            notes.add("*Guests:* " + dialect.plain(guests));
        }
        deployment.path("stages").properties().forEach(stage -> {
            JsonNode error = stage.getValue().path("error");
            if (stage.getValue().path("state").asText().equals("FAILED")) {
                notes.add(reason(stage.getKey(), error, dialect));
            }
        });
        return notes;
    }

    private static String reason(String stage, JsonNode error, Dialect dialect) {
        return "*" + stage + " failed:* " + dialect.plain(error.path("message").asText()) + "\n*What to do:* "
                + dialect.plain(error.path("remedy").asText());
    }

    /** Whose time is over is on record until the next request. */
    private static String guests(JsonNode deployment, Instant now) {
        byte[] request = deployment.path("request").asText().getBytes(StandardCharsets.UTF_8);
        return Json.read(request).stream()
                .flatMap(document -> document.path("guests").valueStream())
                .map(guest -> guest(
                        guest.path("principal").asText(), guest.path("until").asText(), now))
                .collect(Collectors.joining(", "));
    }

    private static String guest(String principal, String until, Instant now) {
        return principal + (Instant.parse(until).isAfter(now) ? " until " : ", ended at ") + until;
    }

    private static String name(JsonNode deployment) {
        return deployment.path("name").asText();
    }

    private static String phase(JsonNode deployment) {
        return deployment.path("phase").asText().toLowerCase(Locale.ROOT);
    }
}
