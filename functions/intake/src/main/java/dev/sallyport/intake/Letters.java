package dev.sallyport.intake;

import com.google.protobuf.ByteString;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.chain.DeadLetters;
import dev.sallyport.chain.Delivery;
import dev.sallyport.chain.StageMessage;
import dev.sallyport.deployment.DeadLetter;
import dev.sallyport.failure.Poison;
import dev.sallyport.request.RequestReader;
import dev.sallyport.request.RequestReading;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What messages of the dead-letter topic are: put aside by a function, with the attributes that {@link
 * dev.sallyport.chain.DeadLetters} gives them, or by Pub/Sub, with its own (cloud.google.com/pubsub/docs/dead-letter-topics).
 */
final class Letters {
    private static final String PUBSUB = "CloudPubSubDeadLetterSource";

    /** How Eventarc names its subscriptions: by region and trigger, which is the function's name. */
    private static final Pattern SUBSCRIPTION = Pattern.compile("eventarc-[a-z]+-[a-z]+\\d+-(.+?)-sub(-\\d+)?");

    private final RequestReader requests = new RequestReader();

    DeadLetter of(Delivery delivery) {
        Map<String, String> attributes = delivery.attributes();
        boolean isGivenUp = attributes.containsKey(PUBSUB + "Subscription");
        String source = isGivenUp ? function(attributes) : attributes.getOrDefault("source", "");
        Optional<StageMessage> message = stageMessage(delivery);
        return new DeadLetter(
                delivery.messageId(),
                isGivenUp ? givenUp(attributes) : attributes.getOrDefault("reason", "no reason was given"),
                source,
                ByteString.copyFrom(delivery.data(), 0, Math.min(delivery.data().length, DeadLetters.MOST_BYTES)),
                isWhole(delivery),
                message.map(StageMessage::deployment).or(() -> deployment(delivery)),
                message.filter(known -> isGivenUp)
                        .flatMap(known -> Blueprint.protectedApplication()
                                .stage(source)
                                .map(stage -> new DeadLetter.Start(stage, known.generation()))));
    }

    /** Pub/Sub puts aside what is far too long for a document. */
    private static boolean isWhole(Delivery delivery) {
        return !delivery.attributes().containsKey("originalBytes") && delivery.data().length <= DeadLetters.MOST_BYTES;
    }

    private static String givenUp(Map<String, String> attributes) {
        return "Pub/Sub gave it up after " + attributes.getOrDefault(PUBSUB + "DeliveryCount", "too many")
                + " deliveries";
    }

    private static String function(Map<String, String> attributes) {
        Matcher matcher = SUBSCRIPTION.matcher(attributes.get(PUBSUB + "Subscription"));
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static Optional<StageMessage> stageMessage(Delivery delivery) {
        try {
            return Optional.of(StageMessage.read(delivery.data()));
        } catch (Poison other) {
            return Optional.empty();
        }
    }

    private Optional<String> deployment(Delivery delivery) {
        RequestReading reading = requests.read(delivery.data());
        return reading instanceof RequestReading.Accepted accepted
                ? Optional.of(accepted.request().deployment())
                : ((RequestReading.Faulty) reading).deployment();
    }
}
