package dev.sallyport.local.logging;

import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.projects.Projects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what callers name sinks and what these lie in; projects are named by id from then on. */
final class SinkNames {
    private static final Pattern PARENT =
            Pattern.compile("(?<kind>projects|organizations|folders|billingAccounts)/(?<id>[^/]+)");
    private static final Pattern SINK = Pattern.compile("(?<parent>[^/]+/[^/]+)/sinks/(?<name>[^/]+)");
    private static final Pattern OWN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");
    private static final Pattern TOPIC =
            Pattern.compile("pubsub\\.googleapis\\.com/(?<topic>projects/[^/]+/topics/[^/]+)");

    private final Projects projects;

    SinkNames(Projects projects) {
        this.projects = projects;
    }

    String parent(String name) {
        Matcher matcher = PARENT.matcher(name);
        if (!matcher.matches()) {
            throw ApiException.invalid("parent: '" + name
                    + "' (expected: projects/PROJECT, organizations/NUMBER, folders/NUMBER or billingAccounts/ID)");
        }
        return matcher.group("kind").equals("projects")
                ? "projects/" + projects.named(matcher.group("id")).id()
                : name;
    }

    /** What a sink is kept under. */
    String key(String name) {
        Matcher matcher = SINK.matcher(name);
        if (!matcher.matches()) {
            throw ApiException.invalid("sink_name: '" + name + "' (expected: PARENT/sinks/NAME)");
        }
        return Sink.key(parent(matcher.group("parent")), matcher.group("name"));
    }

    static String checkOwnName(String name) {
        if (!OWN_NAME.matcher(name).matches()) {
            throw ApiException.invalid("sink.name: '" + name
                    + "' (expected: at most 100 letters, digits, underscores, hyphens and periods, a letter first)");
        }
        return name;
    }

    /** The topic that a sink leads to. */
    static String topic(String destination) {
        Matcher matcher = TOPIC.matcher(destination);
        if (!matcher.matches()) {
            throw ApiException.invalid("sink.destination: '" + destination
                    + "' (expected: pubsub.googleapis.com/projects/PROJECT/topics/TOPIC; no other kind is emulated)");
        }
        return matcher.group("topic");
    }

    /** Who writes to a sink's destination. */
    String writer(String parent, boolean unique) {
        if (!unique) {
            return "serviceAccount:cloud-logs@system.gserviceaccount.com";
        }
        Matcher matcher = PARENT.matcher(parent);
        matcher.matches();
        String id = matcher.group("id");
        String holder = switch (matcher.group("kind")) {
            case "projects" -> projects.named(id).number();
            case "organizations" -> "org-" + id;
            case "folders" -> "folder-" + id;
            default -> "billing-" + id;
        };
        return "serviceAccount:service-" + holder + "@gcp-sa-logging.iam.gserviceaccount.com";
    }
}
