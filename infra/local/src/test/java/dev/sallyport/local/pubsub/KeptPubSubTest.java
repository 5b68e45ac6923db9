package dev.sallyport.local.pubsub;

import static dev.sallyport.local.pubsub.PubSubClients.data;
import static dev.sallyport.local.pubsub.PubSubClients.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.ReceivedMessage;
import dev.sallyport.local.state.Change;
import dev.sallyport.local.state.RememberingJournal;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What outlives the process: a second Pub/Sub takes up what the first has written down. */
class KeptPubSubTest {
    private final RememberingJournal journal = new RememberingJournal();
    private LocalPubSub pubSub = new LocalPubSub(List.of(), journal);

    @AfterEach
    void close() {
        pubSub.close();
    }

    @Test
    void settingsAreFoundAgain() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic, settings -> settings.putLabels("kind", "test"));

        var before = clients().subscriptions().getSubscription(subscription);
        restart();

        assertThat(clients().subscriptions().getSubscription(subscription)).isEqualTo(before);
        assertThat(clients().topics().getTopic(topic).getName()).isEqualTo(topic);
    }

    @Test
    void whatIsDeletedStaysDeleted() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        clients().publish(topic, "x");
        clients().subscriptions().deleteSubscription(subscription);
        clients().topics().deleteTopic(topic);

        assertThat(journal.records()).isEmpty();
    }

    @Test
    void theSubscriptionOfADeletedTopicKeepsItsBacklog() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        clients().publish(topic, "left");
        clients().topics().deleteTopic(topic);

        restart();

        assertThat(clients().subscriptions().getSubscription(subscription).getTopic())
                .isEqualTo(ResourceNames.DELETED_TOPIC);
        assertThat(data(clients().await(subscription, 1))).containsExactly("left");
    }

    @Test
    void unacknowledgedMessagesComeAgainAndAcknowledgedOnesDoNot() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        clients().publish(topic, "done");
        clients().acknowledge(subscription, clients().await(subscription, 1));
        String outstanding = clients().publish(topic, "held", Map.of("lang", "en"));
        clients().await(subscription, 1);
        clients().publish(topic, "waiting");

        restart();

        List<ReceivedMessage> again = clients().await(subscription, 2);
        assertThat(data(again)).containsExactly("held", "waiting");
        assertThat(again.get(0).getMessage().getMessageId()).isEqualTo(outstanding);
        assertThat(again.get(0).getMessage().getAttributesMap()).containsExactly(Map.entry("lang", "en"));
    }

    @Test
    void anAckIdOfBeforeCountsNoMore() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        clients().publish(topic, "x");
        List<ReceivedMessage> before = clients().await(subscription, 1);

        restart();
        clients().acknowledge(subscription, before);

        assertThat(data(clients().await(subscription, 1))).containsExactly("x");
    }

    @Test
    void newMessagesHaveNewIds() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        String before = clients().publish(topic, "before");

        restart();
        String after = clients().publish(topic, "after");

        assertThat(Long.parseLong(after)).isGreaterThan(Long.parseLong(before));
        assertThat(data(clients().await(subscription, 2))).containsExactly("before", "after");
    }

    @Test
    void deliveryAttemptsCountOn() {
        String topic = clients().newTopic();
        String deadLetters = clients().newTopic();
        String subscription = clients()
                .newSubscription(
                        topic,
                        settings -> settings.setDeadLetterPolicy(
                                DeadLetterPolicy.newBuilder().setDeadLetterTopic(deadLetters)));
        clients().publish(topic, "again");
        clients().refuse(subscription, clients().await(subscription, 1));
        clients().refuse(subscription, clients().await(subscription, 1));

        restart();

        assertThat(clients().await(subscription, 1).get(0).getDeliveryAttempt()).isEqualTo(3);
    }

    @Test
    void orderingKeysStayInOrder() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic, settings -> settings.setEnableMessageOrdering(true));
        for (String text : List.of("1", "2", "3")) {
            clients().publish(topic, message(text).setOrderingKey("k").build());
        }
        clients().acknowledge(subscription, clients().await(subscription, 3).subList(0, 1));

        restart();

        assertThat(data(clients().await(subscription, 2))).containsExactly("2", "3");
    }

    @Test
    void pushesGoOn() {
        try (PushEndpoint endpoint = new PushEndpoint()) {
            endpoint.answer(push -> endpoint.pushes().size() < 2 ? 500 : 204);
            String topic = clients().newTopic();
            clients()
                    .newSubscription(
                            topic,
                            settings -> settings.setPushConfig(
                                    PushConfig.newBuilder().setPushEndpoint(endpoint.url("/"))));
            clients().publish(topic, "pushed");
            endpoint.await(1);

            restart();

            assertThat(endpoint.await(2).get(1).data()).isEqualTo("pushed");
        }
    }

    @Test
    void aPublishIsOneEntryForAllSubscriptions() {
        String topic = clients().newTopic();
        clients().newSubscription(topic);
        clients().newSubscription(topic);
        int before = journal.writes().size();

        clients().publish(topic, message("1").build(), message("2").build());

        List<List<Change>> written = journal.writes();
        assertThat(written).hasSize(before + 1);
        assertThat(written.get(before)).hasSize(4);
    }

    @Test
    void whatCannotBeWrittenDownIsNotPublished() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        pubSub.pubSub().journal(changes -> {
            throw new UncheckedIOException(new IOException("disk full"));
        });

        PublishRequest request = PublishRequest.newBuilder()
                .setTopic(topic)
                .addMessages(message("lost"))
                .build();
        assertThatThrownBy(
                        () -> PublisherGrpc.newBlockingStub(clients().channel()).publish(request))
                .isInstanceOf(StatusRuntimeException.class);

        assertThat(clients().pull(subscription)).isEmpty();
    }

    @Test
    void whatIsThereEqualsWhatIsWritten() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic, settings -> settings.setRetainAckedMessages(true));
        clients().publish(topic, message("1").build(), message("2").build());
        List<ReceivedMessage> received = clients().await(subscription, 2);
        clients().acknowledge(subscription, received.subList(0, 1));
        clients().refuse(subscription, received.subList(1, 2));

        assertThat(pubSub.pubSub().records("contract")).containsExactlyInAnyOrderElementsOf(journal.records());
    }

    private PubSubClients clients() {
        return pubSub.clients();
    }

    private void restart() {
        pubSub.close();
        pubSub = new LocalPubSub(journal.records(), journal);
    }
}
