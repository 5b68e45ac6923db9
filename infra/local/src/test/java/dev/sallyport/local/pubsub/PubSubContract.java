package dev.sallyport.local.pubsub;

import static dev.sallyport.local.pubsub.PubSubClients.PROJECT;
import static dev.sallyport.local.pubsub.PubSubClients.data;
import static dev.sallyport.local.pubsub.PubSubClients.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Google's clients find at any Pub/Sub: the local one and Google's own emulator. Time is not moved here. */
abstract class PubSubContract {
    /** The clients of the Pub/Sub under test. */
    abstract PubSubClients clients();

    @Test
    void aTopicIsCreatedAndFound() {
        String name = clients().newTopic();

        assertThat(clients().topics().getTopic(name).getName()).isEqualTo(name);
        assertThat(clients().topics().listTopics(PROJECT).iterateAll())
                .extracting(Topic::getName)
                .contains(name);
    }

    @Test
    void aTopicIsCreatedOnce() {
        String name = clients().newTopic();

        assertThatThrownBy(() -> clients().topics().createTopic(name)).isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void aDeletedTopicIsGone() {
        String name = clients().newTopic();

        clients().topics().deleteTopic(name);

        assertThatThrownBy(() -> clients().topics().getTopic(name)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> clients().topics().deleteTopic(name)).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "1abc", "goog-topic", "with$dollar", "with blank"})
    void aTopicNameHasToFollowTheRules(String id) {
        assertThatThrownBy(() -> clients().topics().createTopic(PROJECT + "/topics/" + id))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void aSubscriptionHasDefaults() {
        String topic = clients().newTopic();
        String name = clients().newSubscription(topic);

        Subscription subscription = clients().subscriptions().getSubscription(name);

        assertThat(subscription.getTopic()).isEqualTo(topic);
        assertThat(subscription.getAckDeadlineSeconds()).isEqualTo(10);
        assertThat(subscription.getMessageRetentionDuration().getSeconds()).isEqualTo(TimeUnit.DAYS.toSeconds(7));
    }

    @Test
    void aRetryPolicyHasDefaults() {
        String name = clients()
                .newSubscription(
                        clients().newTopic(), settings -> settings.setRetryPolicy(RetryPolicy.getDefaultInstance()));

        RetryPolicy policy = clients().subscriptions().getSubscription(name).getRetryPolicy();

        assertThat(policy.getMinimumBackoff().getSeconds()).isEqualTo(10);
        assertThat(policy.getMaximumBackoff().getSeconds()).isEqualTo(600);
    }

    @Test
    void aSubscriptionNeedsATopic() {
        assertThatThrownBy(() -> clients().newSubscription(PubSubClients.unusedTopic()))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aSubscriptionIsCreatedOnce() {
        String topic = clients().newTopic();
        String name = clients().newSubscription(topic);

        assertThatThrownBy(() -> clients().newSubscription(topic, settings -> settings.setName(name)))
                .isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void theSubscriptionsOfATopicAreListed() {
        String topic = clients().newTopic();
        String first = clients().newSubscription(topic);
        String second = clients().newSubscription(topic);

        assertThat(clients().topics().listTopicSubscriptions(topic).iterateAll())
                .containsExactlyInAnyOrder(first, second);
    }

    @Test
    void aSubscriptionOutlivesItsTopicAndKeepsItsMessages() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        clients().publish(topic, "kept");

        clients().topics().deleteTopic(topic);

        assertThat(clients().subscriptions().getSubscription(subscription).getTopic())
                .isEqualTo("_deleted-topic_");
        assertThat(data(clients().await(subscription, 1))).containsExactly("kept");
    }

    @Test
    void aMaskedFieldOfASubscriptionIsUpdatedAndNoOther() {
        String name = clients()
                .newSubscription(
                        clients().newTopic(),
                        settings -> settings.setAckDeadlineSeconds(30).setRetainAckedMessages(true));

        update(Subscription.newBuilder().setName(name).setAckDeadlineSeconds(60).build(), "ack_deadline_seconds");

        Subscription updated = clients().subscriptions().getSubscription(name);
        assertThat(updated.getAckDeadlineSeconds()).isEqualTo(60);
        assertThat(updated.getRetainAckedMessages()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "enable_message_ordering", "bogus", "ackDeadlineSeconds"})
    void whatIsNoMutableFieldIsNotUpdated(String path) {
        String name = clients().newSubscription(clients().newTopic());

        assertThatThrownBy(() -> update(Subscription.newBuilder().setName(name).build(), path))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void anUpdateNeedsAMask() {
        String name = clients().newSubscription(clients().newTopic());

        assertThatThrownBy(() -> update(Subscription.newBuilder().setName(name).build()))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void aPublishedMessageReachesEverySubscription() {
        String topic = clients().newTopic();
        String first = clients().newSubscription(topic);
        String second = clients().newSubscription(topic);

        String id = clients().publish(topic, "hello", Map.of("lang", "en"));

        for (String subscription : List.of(first, second)) {
            PubsubMessage message = clients().await(subscription, 1).get(0).getMessage();
            assertThat(message.getMessageId()).isEqualTo(id);
            assertThat(message.getData().toStringUtf8()).isEqualTo("hello");
            assertThat(message.getAttributesMap()).containsExactly(Map.entry("lang", "en"));
            assertThat(message.hasPublishTime()).isTrue();
        }
    }

    @Test
    void aSubscriptionStartsWithWhatIsPublishedAfterIt() {
        String topic = clients().newTopic();
        clients().publish(topic, "before");
        String subscription = clients().newSubscription(topic);
        clients().publish(topic, "after");

        assertThat(data(clients().await(subscription, 1))).containsExactly("after");
    }

    @Test
    void aPublishNeedsAMessageWithSomethingInIt() {
        String topic = clients().newTopic();

        assertThatThrownBy(() -> clients().topics().publish(topic, List.of()))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> clients().publish(topic, PubsubMessage.getDefaultInstance()))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void aPublishNeedsATopic() {
        assertThatThrownBy(() -> clients().publish(PubSubClients.unusedTopic(), "x"))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void anAcknowledgedMessageDoesNotComeAgain() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        clients().publish(topic, "once");

        List<ReceivedMessage> received = clients().await(subscription, 1);
        clients().acknowledge(subscription, received);
        clients().refuse(subscription, received);

        assertThat(clients().pull(subscription)).isEmpty();
    }

    @Test
    void anOutstandingMessageIsNotDeliveredToAnother() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        clients().publish(topic, "held");

        clients().await(subscription, 1);

        assertThat(clients().pull(subscription)).isEmpty();
    }

    @Test
    void aRefusedMessageComesAgain() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        String id = clients().publish(topic, "again");

        clients().refuse(subscription, clients().await(subscription, 1));

        ReceivedMessage second = clients().await(subscription, 1).get(0);
        assertThat(second.getMessage().getMessageId()).isEqualTo(id);
        assertThat(second.getDeliveryAttempt())
                .as("without a dead-letter policy")
                .isZero();
    }

    @Test
    void aMalformedAckIdIsRefused() {
        String subscription = clients().newSubscription(clients().newTopic());

        assertThatThrownBy(() -> clients().subscriptions().acknowledge(subscription, List.of("bogus")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> clients().subscriptions().modifyAckDeadline(subscription, List.of("bogus"), 10))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void acknowledgingTwiceIsHarmless() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        clients().publish(topic, "x");
        List<ReceivedMessage> received = clients().await(subscription, 1);

        clients().acknowledge(subscription, received);
        clients().acknowledge(subscription, received);

        assertThat(clients().pull(subscription)).isEmpty();
    }

    @Test
    void aWaitingPullIsAnsweredAsSoonAsThereIsAMessage() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);

        CompletableFuture<List<ReceivedMessage>> pull = CompletableFuture.supplyAsync(
                () -> clients().subscriptions().pull(subscription, 10).getReceivedMessagesList());
        clients().publish(topic, "at last");

        assertThat(pull)
                .succeedsWithin(10, TimeUnit.SECONDS)
                .satisfies(received -> assertThat(data(received)).containsExactly("at last"));
    }

    @Test
    void aPullNeedsANumberOfMessages() {
        String subscription = clients().newSubscription(clients().newTopic());

        assertThatThrownBy(() -> clients().subscriptions().pull(subscription, 0))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void messagesOfOneOrderingKeyArePulledInOrder() {
        String topic = clients().newTopic();
        String subscription = newOrderedSubscription(topic);

        publishOrdered(topic, "1", "2", "3");

        assertThat(data(clients().await(subscription, 3))).containsExactly("1", "2", "3");
    }

    @Test
    void aMessageIsNotPulledWhileOneBeforeItIsOutstanding() {
        String topic = clients().newTopic();
        String subscription = newOrderedSubscription(topic);
        publishOrdered(topic, "1");
        List<ReceivedMessage> first = clients().await(subscription, 1);
        publishOrdered(topic, "2");

        assertThat(clients().pull(subscription)).isEmpty();

        clients().acknowledge(subscription, first);
        assertThat(data(clients().await(subscription, 1))).containsExactly("2");
    }

    @Test
    void aRefusedMessageComesAgainBeforeItsSuccessors() {
        String topic = clients().newTopic();
        String subscription = newOrderedSubscription(topic);
        publishOrdered(topic, "1", "2", "3");

        List<ReceivedMessage> received = clients().await(subscription, 3);
        clients().acknowledge(subscription, received.subList(0, 1));
        clients().refuse(subscription, received.subList(1, 2));

        assertThat(data(clients().await(subscription, 2))).containsExactly("2", "3");
    }

    @Test
    void theSubscriberReceivesEverythingThatThePublisherPublishes() throws Exception {
        String topic = clients().newTopic();
        String name = clients().newSubscription(topic);
        List<String> sent =
                IntStream.range(0, 500).mapToObj(i -> "message " + i).toList();
        Queue<String> received = new ConcurrentLinkedQueue<>();
        Subscriber subscriber = clients().subscriber(name, (message, consumer) -> {
            received.add(message.getData().toStringUtf8());
            consumer.ack();
        });
        subscriber.startAsync().awaitRunning();
        Publisher publisher = clients().publisher(topic, false);

        sent.forEach(text -> publisher.publish(message(text).build()));

        await("all messages").atMost(20, TimeUnit.SECONDS).until(() -> received.size() >= sent.size());
        assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
        publisher.shutdown();
        subscriber.stopAsync().awaitTerminated();
    }

    @Test
    void theSubscriberReceivesEachOrderingKeyInOrder() throws Exception {
        String topic = clients().newTopic();
        String name = clients().newSubscription(topic, settings -> settings.setEnableMessageOrdering(true));
        Queue<String> received = new ConcurrentLinkedQueue<>();
        Subscriber subscriber = clients().subscriber(name, (message, consumer) -> {
            received.add(message.getOrderingKey() + message.getData().toStringUtf8());
            consumer.ack();
        });
        subscriber.startAsync().awaitRunning();
        Publisher publisher = clients().publisher(topic, true);

        List<String> a = new ArrayList<>();
        List<String> b = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            publisher.publish(message(Integer.toString(i)).setOrderingKey("a").build());
            publisher.publish(message(Integer.toString(i)).setOrderingKey("b").build());
            a.add("a" + i);
            b.add("b" + i);
        }

        await("all messages").atMost(20, TimeUnit.SECONDS).until(() -> received.size() >= 100);
        assertThat(received).filteredOn(text -> text.startsWith("a")).containsExactlyElementsOf(a);
        assertThat(received).filteredOn(text -> text.startsWith("b")).containsExactlyElementsOf(b);
        publisher.shutdown();
        subscriber.stopAsync().awaitTerminated();
    }

    @Test
    void aMessageRefusedBySubscriberComesAgain() throws Exception {
        String topic = clients().newTopic();
        String name = clients().newSubscription(topic);
        Queue<String> received = new ConcurrentLinkedQueue<>();
        Subscriber subscriber = clients().subscriber(name, (message, consumer) -> {
            received.add(message.getMessageId());
            if (received.size() == 1) {
                consumer.nack();
            } else {
                consumer.ack();
            }
        });
        subscriber.startAsync().awaitRunning();

        String id = clients().publish(topic, "twice");

        await("the second delivery").atMost(20, TimeUnit.SECONDS).until(() -> received.size() == 2);
        assertThat(received).containsExactly(id, id);
        subscriber.stopAsync().awaitTerminated();
    }

    @Test
    void aMessageThatIsRefusedTooOftenGoesToTheDeadLetterTopic() {
        String topic = clients().newTopic();
        String deadLetterTopic = clients().newTopic();
        String deadLetters = clients().newSubscription(deadLetterTopic);
        String subscription = clients()
                .newSubscription(
                        topic,
                        settings -> settings.setDeadLetterPolicy(DeadLetterPolicy.newBuilder()
                                .setDeadLetterTopic(deadLetterTopic)
                                .setMaxDeliveryAttempts(5)));
        clients().publish(topic, "poison", Map.of("kept", "yes"));

        Timestamp publishTime = Timestamp.getDefaultInstance();
        for (int attempt = 1; attempt <= 5; attempt++) {
            List<ReceivedMessage> received = clients().await(subscription, 1);
            assertThat(received.get(0).getDeliveryAttempt()).isEqualTo(attempt);
            publishTime = received.get(0).getMessage().getPublishTime();
            clients().refuse(subscription, received);
        }

        assertThat(clients().pull(subscription)).isEmpty();
        PubsubMessage dead = clients().await(deadLetters, 1).get(0).getMessage();
        assertThat(dead.getData().toStringUtf8()).isEqualTo("poison");
        assertThat(dead.getAttributesMap())
                .containsEntry("kept", "yes")
                .containsEntry("CloudPubSubDeadLetterSourceDeliveryCount", "5")
                .containsEntry(
                        "CloudPubSubDeadLetterSourceSubscription",
                        subscription.substring(subscription.lastIndexOf('/') + 1))
                .containsEntry("CloudPubSubDeadLetterSourceSubscriptionProject", "contract")
                .containsEntry("CloudPubSubDeadLetterSourceTopicPublishTime", Timestamps.toString(publishTime));
    }

    @Test
    void aDeadLetterPolicyNeedsATopicThatIsThere() {
        String topic = clients().newTopic();

        assertThatThrownBy(() -> clients()
                        .newSubscription(
                                topic,
                                settings -> settings.setDeadLetterPolicy(
                                        DeadLetterPolicy.newBuilder().setDeadLetterTopic(PubSubClients.unusedTopic()))))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aPushSubscriptionPushesTheMessageAsJson() {
        try (PushEndpoint endpoint = new PushEndpoint()) {
            String topic = clients().newTopic();
            String subscription = clients().newSubscription(topic, pushingTo(endpoint.url("/push?token=t")));

            String id = clients().publish(topic, "pushed", Map.of("lang", "en"));

            PushEndpoint.Push push = endpoint.await(1).get(0);
            assertThat(push.method()).isEqualTo("POST");
            assertThat(push.uri()).isEqualTo("/push?token=t");
            assertThat(push.headers().getFirst("Content-Type")).startsWith("application/json");
            assertThat(push.data()).isEqualTo("pushed");
            assertThat(push.json().at("/message/attributes/lang").asText()).isEqualTo("en");
            assertThat(push.json().at("/message/messageId").asText()).isEqualTo(id);
            assertThat(push.json().at("/message/message_id").asText()).isEqualTo(id);
            assertThat(push.json().at("/message/publishTime").asText()).isNotEmpty();
            assertThat(push.json().at("/message/publish_time").asText()).isNotEmpty();
            assertThat(push.json().at("/subscription").asText()).isEqualTo(subscription);
        }
    }

    @Test
    void aPushThatIsNotAcknowledgedIsRepeated() {
        try (PushEndpoint endpoint = new PushEndpoint()) {
            endpoint.answer(push -> endpoint.pushes().size() < 3 ? 500 : 204);
            String topic = clients().newTopic();
            clients().newSubscription(topic, pushingTo(endpoint.url("/")));

            String id = clients().publish(topic, "x");

            assertThat(endpoint.await(3))
                    .extracting(push -> push.json().at("/message/messageId").asText())
                    .containsExactly(id, id, id);
        }
    }

    @Test
    void aPullSubscriptionIsTurnedIntoAPushSubscriptionWithItsBacklog() {
        try (PushEndpoint endpoint = new PushEndpoint()) {
            String topic = clients().newTopic();
            String subscription = clients().newSubscription(topic);
            clients().publish(topic, "waiting");

            clients()
                    .subscriptions()
                    .modifyPushConfig(
                            subscription,
                            PushConfig.newBuilder()
                                    .setPushEndpoint(endpoint.url("/"))
                                    .build());

            assertThat(endpoint.await(1).get(0).data()).isEqualTo("waiting");
        }
    }

    private String newOrderedSubscription(String topic) {
        return clients().newSubscription(topic, settings -> settings.setEnableMessageOrdering(true));
    }

    private void publishOrdered(String topic, String... data) {
        clients()
                .topics()
                .publish(
                        topic,
                        Stream.of(data)
                                .map(text -> message(text).setOrderingKey("k").build())
                                .toList());
    }

    private static Consumer<Subscription.Builder> pushingTo(String url) {
        return settings -> settings.setPushConfig(PushConfig.newBuilder().setPushEndpoint(url));
    }

    private Subscription update(Subscription subscription, String... paths) {
        return clients()
                .subscriptions()
                .updateSubscription(
                        subscription,
                        FieldMask.newBuilder().addAllPaths(List.of(paths)).build());
    }
}
