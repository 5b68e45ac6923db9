package dev.sallyport.chain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.FindingNews;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What is said of a finding on the lifecycle topic. Unlike what is said of a run it carries everything: a finding has no
 * document that listeners could read how it stands from.
 */
record FindingMessage(String deployment, long generation, FindingNews news) {

    byte[] write() {
        ObjectNode message = StrictJson.MAPPER
                .createObjectNode()
                .put("deployment", deployment)
                .put("generation", generation)
                .put("kind", kind());
        message.putObject("finding")
                .put("id", news.id())
                .put("control", news.control())
                .put("severity", news.severity())
                .put("mode", news.mode())
                .put("title", news.title())
                .put("text", news.text())
                .put("remedy", news.remedy())
                .put("at", news.at().toString());
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String kind() {
        return switch (news.change()) {
            case OPENED, CHANGED, CLOSED -> "finding-" + news.change().name().toLowerCase(Locale.ROOT);
            case REPAIRED -> "repaired";
        };
    }
}
