package dev.sallyport.local.pubsub;

import static dev.sallyport.local.pubsub.PubSubClients.data;
import static dev.sallyport.local.pubsub.PubSubClients.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushDeliveryTest {
    private static final String CLOUD_EVENTS = "/?__GCP_CloudEventsMode=CE_PUBSUB_BINDING";
    private static final RetryPolicy RETRY_IN_TEN_SECONDS =
            RetryPolicy.newBuilder().setMinimumBackoff(ProtoTime.seconds(10)).build();

    private final LocalPubSub pubSub = new LocalPubSub();
    private final PubSubClients clients = pubSub.clients();
    private final PushEndpoint endpoint = new PushEndpoint();
    private final String topic = clients.newTopic();
    private final String deadLetterTopic = clients.newTopic();
    private final String deadLetterSubscription = clients.newSubscription(deadLetterTopic);

    @AfterEach
    void stop() {
        endpoint.close();
        pubSub.close();
    }

    @Test
    void aCloudEventsEndpointGetsTheCloudEventThatEventarcSends() {
        String subscription = clients.newSubscription(topic, pushTo(CLOUD_EVENTS));

        String id = clients.publish(topic, "hello", Map.of("lang", "en"));

        PushEndpoint.Push push = endpoint.await(1).get(0);
        JsonNode message = push.json().get("message");
        assertThat(push.uri()).isEqualTo(CLOUD_EVENTS);
        assertThat(push.headers().getFirst("ce-id")).isEqualTo(id);
        assertThat(push.headers().getFirst("ce-source")).isEqualTo("//pubsub.googleapis.com/" + topic);
        assertThat(push.headers().getFirst("ce-specversion")).isEqualTo("1.0");
        assertThat(push.headers().getFirst("ce-type")).isEqualTo("google.cloud.pubsub.topic.v1.messagePublished");
        assertThat(push.headers().getFirst("ce-time"))
                .isEqualTo(message.get("publishTime").asText());
        assertThat(push.headers().getFirst("content-type")).isEqualTo("application/json");
        assertThat(push.data()).isEqualTo("hello");
        assertThat(message.get("attributes").get("lang").asText()).isEqualTo("en");
        assertThat(message.get("messageId").asText()).isEqualTo(id);
        assertThat(message.get("message_id").asText()).isEqualTo(id);
        assertThat(message.get("publish_time")).isEqualTo(message.get("publishTime"));
        assertThat(message.has("orderingKey")).isFalse();
        assertThat(push.json().get("subscription").asText()).isEqualTo(subscription);
        assertThat(push.json().has("deliveryAttempt")).isFalse();
    }

    @Test
    void theDeliveryAttemptIsToldWhereThereIsADeadLetterPolicy() {
        endpoint.answer(push -> endpoint.pushes().size() == 1 ? 500 : 204);
        clients.newSubscription(
                topic, pushTo(CLOUD_EVENTS).andThen(settings -> settings.setDeadLetterPolicy(deadLetters())));

        clients.publish(topic, "x");

        assertThat(endpoint.await(2))
                .extracting(push -> push.json().get("deliveryAttempt").asInt())
                .containsExactly(1, 2);
    }

    @Test
    void anUnwrappedPushIsTheDataAlone() {
        clients.newSubscription(
                topic,
                settings -> settings.setPushConfig(PushConfig.newBuilder()
                        .setPushEndpoint(endpoint.url("/"))
                        .setNoWrapper(PushConfig.NoWrapper.getDefaultInstance())));

        clients.publish(topic, "bare", Map.of("lang", "en"));

        PushEndpoint.Push push = endpoint.await(1).get(0);
        assertThat(push.body()).asString().isEqualTo("bare");
        assertThat(push.headers()).doesNotContainKey("Lang");
    }

    @Test
    void anUnwrappedPushHasItsMetadataInHeadersIfWanted() {
        String subscription = clients.newSubscription(
                topic,
                settings -> settings.setPushConfig(PushConfig.newBuilder()
                        .setPushEndpoint(endpoint.url("/"))
                        .setNoWrapper(PushConfig.NoWrapper.newBuilder().setWriteMetadata(true))));

        String id = clients.publish(
                topic,
                message("bare")
                        .putAttributes("lang", "en")
                        .putAttributes("not a header", "x")
                        .setOrderingKey("k")
                        .build());

        PushEndpoint.Push push = endpoint.await(1).get(0);
        assertThat(push.headers().getFirst("lang")).isEqualTo("en");
        assertThat(push.headers().getFirst("x-goog-pubsub-message-id")).isEqualTo(id);
        assertThat(push.headers().getFirst("x-goog-pubsub-subscription-name")).isEqualTo(subscription);
        assertThat(push.headers().getFirst("x-goog-pubsub-ordering-key")).isEqualTo("k");
        assertThat(push.headers().getFirst("x-goog-pubsub-publish-time")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {102, 200, 201, 202, 204})
    void theseAnswersAcknowledge(int status) {
        endpoint.answer(push -> push.data().equals("first") ? status : 204);
        String subscription = clients.newSubscription(topic, ordered());

        clients.publish(topic, message("first").setOrderingKey("k").build());
        clients.publish(topic, message("second").setOrderingKey("k").build());

        assertThat(endpoint.await(2)).extracting(PushEndpoint.Push::data).containsExactly("first", "second");
        assertThatNothingIsLeftIn(subscription);
    }

    @ParameterizedTest
    @ValueSource(ints = {203, 206, 302, 400, 404, 429, 500, 503})
    void allOtherAnswersRefuse(int status) {
        endpoint.answer(push -> endpoint.pushes().size() == 1 ? status : 204);
        String subscription = clients.newSubscription(topic, ordered());

        clients.publish(topic, message("first").setOrderingKey("k").build());
        clients.publish(topic, message("second").setOrderingKey("k").build());

        assertThat(endpoint.await(3)).extracting(PushEndpoint.Push::data).containsExactly("first", "first", "second");
        assertThatNothingIsLeftIn(subscription);
    }

    @Test
    void aRetryPolicyDelaysTheNextPushOfAMessageLongerAndLonger() {
        List<Instant> refused = new CopyOnWriteArrayList<>();
        endpoint.answer(push -> {
            refused.add(pubSub.clock().instant());
            return 500;
        });
        clients.newSubscription(topic, pushTo("/").andThen(settings -> settings.setRetryPolicy(RETRY_IN_TEN_SECONDS)));

        clients.publish(topic, "bad");
        moveTimeUntil(() -> refused.size() == 3);

        assertThat(Duration.between(refused.get(0), refused.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(Duration.between(refused.get(1), refused.get(2))).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aRetryPolicyDelaysNoOtherMessage() {
        endpoint.answer(push -> push.data().equals("bad") ? 500 : 204);
        clients.newSubscription(topic, pushTo("/").andThen(settings -> settings.setRetryPolicy(RETRY_IN_TEN_SECONDS)));

        clients.publish(topic, "bad");
        endpoint.await(1);
        clients.publish(topic, "good");

        assertThat(endpoint.await(2)).extracting(PushEndpoint.Push::data).containsExactly("bad", "good");
    }

    @Test
    void withoutARetryPolicyTheNextPushComesLaterAndLater() {
        List<Instant> refused = new CopyOnWriteArrayList<>();
        endpoint.answer(push -> {
            refused.add(pubSub.clock().instant());
            return 500;
        });
        clients.newSubscription(topic, pushTo("/"));

        clients.publish(topic, "bad");
        moveTimeUntil(() -> refused.size() == 9);

        for (int refusal = 1; refusal < refused.size(); refusal++) {
            assertThat(Duration.between(refused.get(refusal - 1), refused.get(refusal)))
                    .as("after refusal %d", refusal)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(100L << (refusal - 1)));
        }
    }

    @Test
    void thePauseDoublesFrom100MillisecondsTo60SecondsAndStartsAnewAfterASuccess() {
        PushBackoff backoff = new PushBackoff();

        assertThat(backoff.next()).hasMillis(100);
        assertThat(backoff.next()).hasMillis(200);
        for (int refusal = 3; refusal <= 10; refusal++) {
            backoff.next();
        }
        assertThat(backoff.next()).hasSeconds(60);
        backoff.reset();
        assertThat(backoff.next()).hasMillis(100);
    }

    @Test
    void everyMessageIsAcknowledgedInTheEndThoughEachIsRefusedAtFirst() {
        Set<String> refused = ConcurrentHashMap.newKeySet();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        endpoint.answer(push -> {
            if (refused.add(push.data())) {
                return 500;
            }
            acknowledged.add(push.data());
            return 204;
        });
        String subscription = clients.newSubscription(
                topic,
                pushTo("/")
                        .andThen(settings -> settings.setRetryPolicy(
                                RetryPolicy.newBuilder().setMinimumBackoff(ProtoTime.seconds(0)))));

        List<PubsubMessage> messages =
                IntStream.range(0, 500).mapToObj(i -> message("m" + i).build()).toList();
        clients.topics().publish(topic, messages);

        await("all messages").atMost(Duration.ofSeconds(20)).until(() -> acknowledged.size() == 500);
        assertThat(endpoint.pushes()).as("two of each message").hasSize(1000);
        assertThatNothingIsLeftIn(subscription);
    }

    @Test
    void aPushThatIsNotAnsweredWithinTheAckDeadlineIsRepeated() {
        CountDownLatch answered = new CountDownLatch(1);
        endpoint.answer(push -> endpoint.pushes().size() == 1 ? afterwards(answered) : 204);
        String subscription = clients.newSubscription(topic, pushTo("/"));
        clients.publish(topic, "slow");
        endpoint.await(1);

        pubSub.clock().advance(Duration.ofSeconds(10));

        endpoint.await(2);
        answered.countDown();
        assertThatNothingIsLeftIn(subscription);
    }

    @Test
    void anEndpointThatIsNotThereRefuses() {
        String url = endpoint.url("/");
        endpoint.close();
        clients.newSubscription(
                topic,
                settings -> settings.setPushConfig(PushConfig.newBuilder().setPushEndpoint(url))
                        .setDeadLetterPolicy(deadLetters()));

        clients.publish(topic, "x");

        assertThat(data(clients.await(deadLetterSubscription, 1))).containsExactly("x");
    }

    @Test
    void whatIsPushedInVainGoesToTheDeadLetterTopic() {
        endpoint.answer(push -> 500);
        clients.newSubscription(topic, pushTo("/").andThen(settings -> settings.setDeadLetterPolicy(deadLetters())));

        clients.publish(topic, "poison");

        PubsubMessage dead = clients.await(deadLetterSubscription, 1).get(0).getMessage();
        assertThat(dead.getAttributesMap()).containsEntry("CloudPubSubDeadLetterSourceDeliveryCount", "5");
        assertThat(endpoint.pushes()).hasSize(5);
    }

    @Test
    void pushesOfOneOrderingKeyFollowEachOther() {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger mostAtOnce = new AtomicInteger();
        endpoint.answer(push -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            atOnce.decrementAndGet();
            return 204;
        });
        clients.newSubscription(topic, ordered());

        for (int i = 0; i < 20; i++) {
            clients.publish(
                    topic, message(Integer.toString(i)).setOrderingKey("k").build());
        }

        assertThat(endpoint.await(20))
                .extracting(push -> Integer.parseInt(push.data()))
                .isSorted();
        assertThat(mostAtOnce).hasValue(1);
    }

    @Test
    void atMost64PushesAreUnderWayAtATime() {
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger mostAtOnce = new AtomicInteger();
        endpoint.answer(push -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            int status = afterwards(answered);
            atOnce.decrementAndGet();
            return status;
        });
        clients.newSubscription(topic, pushTo("/"));

        clients.topics()
                .publish(
                        topic,
                        IntStream.range(0, 200)
                                .mapToObj(i -> message("m" + i).build())
                                .toList());
        endpoint.await(64);
        answered.countDown();

        endpoint.await(200);
        assertThat(mostAtOnce).hasValue(64);
    }

    private DeadLetterPolicy.Builder deadLetters() {
        return DeadLetterPolicy.newBuilder().setDeadLetterTopic(deadLetterTopic).setMaxDeliveryAttempts(5);
    }

    private Consumer<Subscription.Builder> pushTo(String pathAndQuery) {
        return settings -> settings.setPushConfig(PushConfig.newBuilder().setPushEndpoint(endpoint.url(pathAndQuery)));
    }

    private Consumer<Subscription.Builder> ordered() {
        return pushTo("/").andThen(settings -> settings.setEnableMessageOrdering(true));
    }

    private void moveTimeUntil(Callable<Boolean> condition) {
        await("time to bring it about").pollInterval(Duration.ofMillis(10)).until(() -> {
            pubSub.clock().advance(Duration.ofSeconds(1));
            return condition.call();
        });
    }

    /** A pull shows what a push subscription still has. */
    private void assertThatNothingIsLeftIn(String subscription) {
        clients.subscriptions().modifyPushConfig(subscription, PushConfig.getDefaultInstance());
        pubSub.clock().advance(Duration.ofSeconds(10));
        await("all pushes to be settled")
                .untilAsserted(() -> assertThat(clients.pull(subscription)).isEmpty());
    }

    private static int afterwards(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 204;
    }
}
