package dev.sallyport.local.pubsub;

import java.util.regex.Pattern;

/**
 * Google's rules for names: an id starts with a letter, has 3 to 255 letters, digits and {@code - _ . ~ + %}, and does
 * not start with {@code goog} (field comments of {@code google.pubsub.v1.Topic} and {@code Subscription}).
 */
final class ResourceNames {
    /** What a subscription says its topic is once the topic is deleted. */
    static final String DELETED_TOPIC = "_deleted-topic_";

    private static final String PROJECT = "projects/[^/]+";
    private static final String ID = "(?!goog)[A-Za-z][A-Za-z0-9._~+%-]{2,254}";
    private static final Pattern PROJECT_NAME = Pattern.compile(PROJECT);
    private static final Pattern TOPIC_NAME = Pattern.compile(PROJECT + "/topics/" + ID);
    private static final Pattern SUBSCRIPTION_NAME = Pattern.compile(PROJECT + "/subscriptions/" + ID);

    private ResourceNames() {}

    static String project(String name) {
        return require(PROJECT_NAME, name);
    }

    static String topic(String name) {
        return require(TOPIC_NAME, name);
    }

    static String subscription(String name) {
        return require(SUBSCRIPTION_NAME, name);
    }

    /** The last part of a name. */
    static String idOf(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The project's id in the name of a topic or a subscription. */
    static String projectOf(String name) {
        return name.split("/", 3)[1];
    }

    private static String require(Pattern pattern, String name) {
        if (!pattern.matcher(name).matches()) {
            throw PubSubError.invalidName(name);
        }
        return name;
    }
}
