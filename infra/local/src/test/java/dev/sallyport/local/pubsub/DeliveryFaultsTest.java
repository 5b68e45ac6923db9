package dev.sallyport.local.pubsub;

import static dev.sallyport.local.pubsub.PubSubClients.data;
import static dev.sallyport.local.pubsub.PubSubClients.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryFaultsTest {
    @Test
    void withoutFaultsEachMessageComesOnce() {
        try (LocalPubSub pubSub = new LocalPubSub(DeliveryFaults.none())) {
            String topic = pubSub.clients().newTopic();
            String subscription = pubSub.clients().newSubscription(topic);

            pubSub.clients().publish(topic, "x");

            assertThat(pubSub.clients().pull(subscription)).hasSize(1);
        }
    }

    @Test
    void aDuplicateHasTheSameMessageIdAndIsAcknowledgedByItself() {
        try (LocalPubSub pubSub = new LocalPubSub(DeliveryFaults.duplicate())) {
            String topic = pubSub.clients().newTopic();
            String subscription = pubSub.clients().newSubscription(topic);

            String id = pubSub.clients().publish(topic, "x");

            List<ReceivedMessage> received = pubSub.clients().pull(subscription);
            assertThat(received)
                    .extracting(copy -> copy.getMessage().getMessageId())
                    .containsExactly(id, id);
            pubSub.clients().acknowledge(subscription, received.subList(0, 1));
            pubSub.clients().refuse(subscription, received.subList(1, 2));
            assertThat(pubSub.clients().pull(subscription)).hasSize(1);
        }
    }

    @Test
    void aDelayedMessageComesWhenItsTimeHasCome() {
        try (LocalPubSub pubSub = new LocalPubSub(DeliveryFaults.delay(Duration.ofMinutes(5)))) {
            String topic = pubSub.clients().newTopic();
            String subscription = pubSub.clients().newSubscription(topic);
            pubSub.clients().publish(topic, "late");

            assertThat(pubSub.clients().pull(subscription)).isEmpty();
            pubSub.clock().advance(Duration.ofMinutes(5));
            assertThat(data(pubSub.clients().pull(subscription))).containsExactly("late");
        }
    }

    @Test
    void messagesOvertakeEachOther() {
        try (LocalPubSub pubSub = new LocalPubSub(falling())) {
            String topic = pubSub.clients().newTopic();
            String subscription = pubSub.clients().newSubscription(topic);
            publish(pubSub, topic, "");

            assertThat(data(pullMinuteByMinute(pubSub, subscription))).containsExactly("3", "2", "1");
        }
    }

    @Test
    void messagesOfOneOrderingKeyDoNotOvertakeEachOther() {
        try (LocalPubSub pubSub = new LocalPubSub(falling())) {
            String topic = pubSub.clients().newTopic();
            String subscription =
                    pubSub.clients().newSubscription(topic, settings -> settings.setEnableMessageOrdering(true));
            publish(pubSub, topic, "k");

            assertThat(data(pullMinuteByMinute(pubSub, subscription))).containsExactly("1", "2", "3");
        }
    }

    @Test
    void faultsCanBeLimitedToOneSubscription() {
        DeliveryFaults faults = DeliveryFaults.duplicate().onlyOn("projects/p/subscriptions/unlucky");

        assertThat(faults.arrivals("projects/p/subscriptions/unlucky", PubsubMessage.getDefaultInstance()))
                .hasSize(2);
        assertThat(faults.arrivals("projects/p/subscriptions/lucky", PubsubMessage.getDefaultInstance()))
                .containsExactly(Duration.ZERO);
    }

    @Test
    void faultsCanBeCombined() {
        DeliveryFaults faults = DeliveryFaults.duplicate().and(DeliveryFaults.delay(Duration.ofSeconds(3)));

        assertThat(faults.arrivals("projects/p/subscriptions/s", PubsubMessage.getDefaultInstance()))
                .containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    /** The first message is delayed most. */
    private static DeliveryFaults falling() {
        Iterator<Duration> delays = List.of(Duration.ofMinutes(3), Duration.ofMinutes(2), Duration.ofMinutes(1))
                .iterator();
        return DeliveryFaults.reorder(delays::next);
    }

    private static void publish(LocalPubSub pubSub, String topic, String orderingKey) {
        for (String text : List.of("1", "2", "3")) {
            pubSub.clients()
                    .publish(topic, message(text).setOrderingKey(orderingKey).build());
        }
    }

    private static List<ReceivedMessage> pullMinuteByMinute(LocalPubSub pubSub, String subscription) {
        List<ReceivedMessage> received = new ArrayList<>();
        for (int minute = 1; minute <= 3; minute++) {
            pubSub.clock().advance(Duration.ofMinutes(1));
            List<ReceivedMessage> pulled = pubSub.clients().pull(subscription);
            received.addAll(pulled);
            if (!pulled.isEmpty()) {
                pubSub.clients().acknowledge(subscription, pulled);
            }
        }
        return received;
    }
}
