package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.grammar.Verb;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells how deployments stand. */
final class Standing {
    private final DeploymentReader deployments;
    private final Policy policy;
    private final InstantSource time;
    private final Blueprint blueprint = Blueprint.protectedApplication();

    Standing(DeploymentReader deployments, Policy policy, InstantSource time) {
        this.deployments = deployments;
        this.policy = policy;
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

    Reply one(String name, Dialect dialect) {
        Optional<ObjectNode> found = deployments.one(name);
        return found.isPresent()
                ? of(found.get(), dialect)
                : Reply.toAsker("There is no deployment `" + name + "`", "`list` tells which there are.");
    }

    private Reply of(ObjectNode deployment, Dialect dialect) {
        String title = String.format(
                Locale.ROOT,
                "%s in %s, generation %d: %s",
                name(deployment),
                deployment.path("project").asText(),
                deployment.path("generation").asLong(),
                phase(deployment));
        return Reply.toAsker(title, notes(deployment, dialect).toArray(String[]::new))
                .drawn(DeploymentDrawing.of(deployment, blueprint, time.instant()));
    }

    private static List<String> notes(ObjectNode deployment, Dialect dialect) {
        List<String> notes = new ArrayList<>();
        deployment.path("stages").properties().forEach(stage -> {
            JsonNode error = stage.getValue().path("error");
            if (stage.getValue().path("state").asText().equals("FAILED")) {
                notes.add("*" + stage.getKey() + " failed:* "
                        + dialect.plain(error.path("message").asText()) + "\n*What to do:* "
                        + dialect.plain(error.path("remedy").asText()));
            }
        });
        return notes;
    }

    private static String name(JsonNode deployment) {
        return deployment.path("name").asText();
    }

    private static String phase(JsonNode deployment) {
        return deployment.path("phase").asText().toLowerCase(Locale.ROOT);
    }
}
