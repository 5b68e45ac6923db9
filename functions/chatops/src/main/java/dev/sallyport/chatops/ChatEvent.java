package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An interaction event (developers.google.com/workspace/chat/api/reference/rest/v1/Event).
 *
 * @param text the command, or the value of the button
 * @param requestId the same whenever Chat sends the event again
 * @param at when Chat sent it first
 * @param isAddOn whether it came in the form for Google Workspace add-ons, which is answered in another form as well
 */
record ChatEvent(Kind kind, Asker asker, String text, String requestId, Instant at, boolean isAddOn) {
    /** What the parameter of a button is called. */
    static final String PARAMETER = "ticket";

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Pattern USER = Pattern.compile("users/[0-9]{1,30}");
    private static final Pattern SPACE = Pattern.compile("spaces/[A-Za-z0-9_-]{1,60}");

    /** What somebody did. */
    enum Kind {
        /** Wrote to the app. */
        COMMAND,
        /** Pressed a button. */
        PRESS,
        /** Something else, such as adding the app to a space. */
        OTHER
    }

    /** Nothing if it is no event, or says not who, where and when. */
    static Optional<ChatEvent> read(byte[] body) {
        return Json.read(body)
                .flatMap(event ->
                        AddOnEvent.isOne(event) ? of(AddOnEvent.asInteraction(event), true) : of(event, false));
    }

    private static Optional<ChatEvent> of(JsonNode event, boolean isAddOn) {
        return time(event.path("eventTime"))
                .flatMap(at -> asker(event)
                        .map(asker ->
                                new ChatEvent(kind(event), asker, text(event), requestId(event, at), at, isAddOn)));
    }

    /** What is wrong with its age, or nothing. */
    Optional<String> staleness(Instant now) {
        Duration age = Duration.between(at, now);
        return age.abs().compareTo(LONGEST) > 0
                ? Optional.of("the event is " + age.toSeconds() + " s old")
                : Optional.empty();
    }

    private static Kind kind(JsonNode event) {
        return switch (event.path("type").asText()) {
            case "MESSAGE" -> Kind.COMMAND;
            case "CARD_CLICKED" -> Kind.PRESS;
            default -> Kind.OTHER;
        };
    }

    private static Optional<Asker> asker(JsonNode event) {
        String user = event.at("/user/name").asText();
        String space = event.at("/space/name").asText();
        return USER.matcher(user).matches() && SPACE.matcher(space).matches()
                ? Optional.of(
                        new Asker("chat:" + user, event.at("/user/displayName").asText(), "chat:" + space))
                : Optional.empty();
    }

    private static String text(JsonNode event) {
        if (kind(event) == Kind.PRESS) {
            return pressed(event);
        }
        JsonNode argument = event.at("/message/argumentText");
        return argument.isTextual()
                ? argument.textValue()
                : withoutCommand(event.at("/message/text").asText());
    }

    private static String pressed(JsonNode event) {
        for (JsonNode parameter : event.at("/action/parameters")) {
            if (parameter.path("key").asText().equals(PARAMETER)) {
                return parameter.path("value").asText();
            }
        }
        return event.at("/common/parameters/" + PARAMETER).asText();
    }

    private static String withoutCommand(String text) {
        return text.startsWith("/") ? text.substring(Math.max(text.indexOf(' '), 0)) : text;
    }

    private static String requestId(JsonNode event, Instant at) {
        String message = event.at("/message/name").asText();
        String identity = message + " " + at + " " + event.at("/user/name").asText();
        return "chat-" + Sha256.of(identity.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /** Chat writes times as texts, and in some events as seconds and nanoseconds. */
    private static Optional<Instant> time(JsonNode time) {
        try {
            return time.isTextual()
                    ? Optional.of(Instant.parse(time.textValue()))
                    : Optional.of(time.path("seconds"))
                            .filter(JsonNode::canConvertToLong)
                            .filter(JsonNode::isIntegralNumber)
                            .map(seconds -> Instant.ofEpochSecond(
                                    seconds.longValue(), time.path("nanos").asInt()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
