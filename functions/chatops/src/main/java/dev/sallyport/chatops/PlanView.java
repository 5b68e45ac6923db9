package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows plans, as they were kept under the id of the request that asked for them. */
final class PlanView {
    private static final int MOST_LINES = 60;

    private final DeploymentReader deployments;
    private final Buttons buttons;

    PlanView(DeploymentReader deployments, Buttons buttons) {
        this.deployments = deployments;
        this.buttons = buttons;
    }

    /** The plan with buttons to apply it or to let it be, or that it is not there yet. */
    Reply of(Asker asker, String deployment, Ticket ticket, Dialect dialect) {
        Optional<ObjectNode> kept = deployments.below(deployment, "plans", ticket.requestId());
        Optional<JsonNode> plan = kept.map(
                        fields -> fields.path("plan").asText().getBytes(StandardCharsets.UTF_8))
                .flatMap(Json::read);
        if (plan.isEmpty()) {
            return Reply.toAsker(
                    "The plan is not there yet", "Press again in a moment. If it never comes, `status` tells why.");
        }
        String run = News.run(deployment, plan.get().path("generation").asLong());
        return shown(asker, deployment, ticket, plan.get(), dialect).inThreadOf(run);
    }

    private Reply shown(Asker asker, String deployment, Ticket ticket, JsonNode plan, Dialect dialect) {
        return switch (plan.path("verdict").asText()) {
            case "nothing-to-do" -> Reply.toEverybody("Plan of " + deployment + ": nothing to do");
            case "refused" ->
                Reply.toEverybody("Plan of " + deployment + ": a stage would fail", refusals(plan, dialect))
                        .drawn(changes(plan));
            default -> withButtons(asker, deployment, ticket, plan);
        };
    }

    private Reply withButtons(Asker asker, String deployment, Ticket ticket, JsonNode plan) {
        String repair = "repair " + deployment;
        String digest = plan.path("digest").asText();
        String requestId = ticket.requestId() + "-apply";
        return Reply.toEverybody("Plan of " + deployment + ": changes are pending")
                .drawn(changes(plan))
                .with(buttons.button("Apply", true, Ticket.Act.APPLY, repair, requestId, asker, digest))
                .with(buttons.button("Cancel", false, Ticket.Act.DISMISS, repair, requestId, asker, digest));
    }

    private static String changes(JsonNode plan) {
        List<String> lines = new ArrayList<>();
        for (JsonNode stage : plan.path("stages")) {
            for (JsonNode change : stage.path("changes")) {
                if (!change.path("action").asText().equals("none")) {
                    lines.add(stage.path("stage").asText() + ": "
                            + change.path("action").asText() + " "
                            + change.path("resource").asText());
                    change.path("fields").forEach(field -> lines.add(field(field)));
                }
            }
        }
        return String.join("\n", lines.size() > MOST_LINES ? shortened(lines) : lines);
    }

    private static String field(JsonNode field) {
        return "    " + field.path("field").asText() + ": " + field.path("from").asText() + " -> "
                + field.path("to").asText();
    }

    private static List<String> shortened(List<String> lines) {
        List<String> first = new ArrayList<>(lines.subList(0, MOST_LINES));
        first.add("and " + (lines.size() - MOST_LINES) + " lines more");
        return first;
    }

    private static String refusals(JsonNode plan, Dialect dialect) {
        List<String> lines = new ArrayList<>();
        for (JsonNode stage : plan.path("stages")) {
            JsonNode refused = stage.path("refused");
            if (refused.isObject()) {
                lines.add("*" + stage.path("stage").asText() + "* "
                        + dialect.plain(refused.path("reason").asText()) + "\n*What to do:* "
                        + dialect.plain(refused.path("remedy").asText()));
            }
        }
        return lines.isEmpty() ? "What follows is refused." : String.join("\n", lines);
    }
}
