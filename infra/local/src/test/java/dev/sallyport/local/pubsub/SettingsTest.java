package dev.sallyport.local.pubsub;

import static dev.sallyport.local.pubsub.PubSubClients.data;
import static dev.sallyport.local.pubsub.PubSubClients.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.FailedPreconditionException;
import com.google.api.gax.rpc.StatusCode;
import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import com.google.pubsub.v1.BigQueryConfig;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.DetachSubscriptionRequest;
import com.google.pubsub.v1.ListSubscriptionsRequest;
import com.google.pubsub.v1.ListSubscriptionsResponse;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.SchemaSettings;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateTopicRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the local Pub/Sub goes beyond what Google's emulator checks, or speaks in Google Cloud's own words. */
class SettingsTest {
    private static LocalPubSub pubSub;
    private static PubSubClients clients;

    private final String topic = clients.newTopic();

    @BeforeAll
    static void start() {
        pubSub = new LocalPubSub();
        clients = pubSub.clients();
    }

    @AfterAll
    static void stop() {
        pubSub.close();
    }

    @Test
    void refusalsAreInGooglesWords() {
        String id = topic.substring(topic.lastIndexOf('/') + 1);

        assertRefused(() -> clients.topics().createTopic(topic), StatusCode.Code.ALREADY_EXISTS)
                .endsWith("Resource already exists in the project (resource=" + id + ").");
        assertRefused(() -> clients.topics().getTopic("projects/p/topics/missing"), StatusCode.Code.NOT_FOUND)
                .endsWith("Resource not found (resource=missing).");
        assertRefused(() -> clients.topics().createTopic("projects/p/topics/ab"), StatusCode.Code.INVALID_ARGUMENT)
                .contains("Invalid resource name given (name=projects/p/topics/ab).");
    }

    static Stream<Arguments> unacceptable() {
        return Stream.of(
                refused("ackDeadlineSeconds: 9", settings -> settings.setAckDeadlineSeconds(9)),
                refused("ackDeadlineSeconds: 601", settings -> settings.setAckDeadlineSeconds(601)),
                refused("retention: 599 s", settings -> settings.setMessageRetentionDuration(ProtoTime.seconds(599))),
                refused(
                        "retention: 31 days and 1 s",
                        settings -> settings.setMessageRetentionDuration(ProtoTime.seconds(31 * 86_400 + 1))),
                refused("filter", settings -> settings.setFilter("nonsense")),
                refused(
                        "minimum back-off: 601 s",
                        settings -> settings.setRetryPolicy(
                                RetryPolicy.newBuilder().setMinimumBackoff(ProtoTime.seconds(601)))),
                refused(
                        "maximum back-off below the minimum",
                        settings -> settings.setRetryPolicy(RetryPolicy.newBuilder()
                                .setMinimumBackoff(ProtoTime.seconds(100))
                                .setMaximumBackoff(ProtoTime.seconds(50)))),
                refused(
                        "endpoint: ftp",
                        settings ->
                                settings.setPushConfig(PushConfig.newBuilder().setPushEndpoint("ftp://example.com/"))),
                refused(
                        "endpoint: relative",
                        settings ->
                                settings.setPushConfig(PushConfig.newBuilder().setPushEndpoint("/push"))),
                refused("name", settings -> settings.setName("projects/p/subscriptions/goog-s")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unacceptable")
    void unacceptableSettingsAreRefusedAndNothingIsCreated(String what, Consumer<Subscription.Builder> settings) {
        assertRefused(() -> clients.newSubscription(topic, settings), StatusCode.Code.INVALID_ARGUMENT);
        assertThat(clients.topics().listTopicSubscriptions(topic).iterateAll()).isEmpty();
    }

    @Test
    void aDeadLetterPolicyAllows5To100Attempts() {
        for (int attempts : List.of(4, 101)) {
            assertRefused(
                    () -> clients.newSubscription(
                            topic,
                            settings -> settings.setDeadLetterPolicy(DeadLetterPolicy.newBuilder()
                                    .setDeadLetterTopic(topic)
                                    .setMaxDeliveryAttempts(attempts))),
                    StatusCode.Code.OUT_OF_RANGE);
        }
    }

    @Test
    void whatIsNotEmulatedSaysSo() {
        assertRefused(
                        () -> clients.newSubscription(
                                topic, settings -> settings.setBigqueryConfig(BigQueryConfig.getDefaultInstance())),
                        StatusCode.Code.UNIMPLEMENTED)
                .contains("BigQuery");
        assertRefused(
                        () -> clients.topics()
                                .createTopic(Topic.newBuilder()
                                        .setName(PubSubClients.unusedTopic())
                                        .setSchemaSettings(SchemaSettings.getDefaultInstance())
                                        .build()),
                        StatusCode.Code.UNIMPLEMENTED)
                .contains("schema_settings");
    }

    static Stream<Arguments> unpublishable() {
        Map<String, String> attributes =
                IntStream.range(0, 101).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
        return Stream.of(
                Arguments.of("an empty key", message("x").putAttributes("", "v").build()),
                Arguments.of(
                        "a reserved key",
                        message("x").putAttributes("googkey", "v").build()),
                Arguments.of(
                        "a long key",
                        message("x").putAttributes("k".repeat(257), "v").build()),
                Arguments.of(
                        "a long value",
                        message("x").putAttributes("k", "ü".repeat(513)).build()),
                Arguments.of(
                        "101 attributes",
                        message("x").putAllAttributes(attributes).build()),
                Arguments.of(
                        "a long ordering key",
                        message("x").setOrderingKey("k".repeat(1025)).build()),
                Arguments.of(
                        "more than 10 MiB",
                        PubsubMessage.newBuilder()
                                .setData(ByteString.copyFrom(new byte[10 << 20]))
                                .build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unpublishable")
    void whatIsBeyondTheLimitsIsNotPublished(String what, PubsubMessage message) {
        String subscription = clients.newSubscription(topic);

        assertRefused(() -> clients.publish(topic, message), StatusCode.Code.INVALID_ARGUMENT);
        assertThat(clients.pull(subscription)).isEmpty();
    }

    @Test
    void aPublishRequestHasAtMost1000MessagesOfOneOrderingKey() {
        assertRefused(
                        () -> clients.topics()
                                .publish(
                                        topic,
                                        Collections.nCopies(1001, message("x").build())),
                        StatusCode.Code.INVALID_ARGUMENT)
                .contains("The value for message_count is too large. You passed 1001 in the request");
        assertRefused(
                () -> clients.publish(
                        topic,
                        message("x").setOrderingKey("a").build(),
                        message("x").setOrderingKey("b").build()),
                StatusCode.Code.INVALID_ARGUMENT);
    }

    @Test
    void aFilteredSubscriptionGetsWhatMatches() {
        String english = clients.newSubscription(topic, settings -> settings.setFilter("attributes.lang = \"en\""));
        clients.publish(topic, "hallo", Map.of("lang", "de"));
        clients.publish(topic, "hello", Map.of("lang", "en"));

        assertThat(data(clients.pull(english))).containsExactly("hello");
    }

    @Test
    void aFilterCanBeUpdated() {
        String subscription = clients.newSubscription(topic, settings -> settings.setFilter("attributes:a"));

        clients.subscriptions()
                .updateSubscription(
                        Subscription.newBuilder()
                                .setName(subscription)
                                .setFilter("attributes:b")
                                .build(),
                        FieldMask.newBuilder().addPaths("filter").build());
        clients.publish(topic, "x", Map.of("b", ""));

        assertThat(clients.pull(subscription)).hasSize(1);
    }

    @Test
    void aTopicsLabelsAreUpdated() {
        Topic updated = clients.topics()
                .updateTopic(UpdateTopicRequest.newBuilder()
                        .setTopic(Topic.newBuilder().setName(topic).putLabels("a", "b"))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("labels"))
                        .build());

        assertThat(updated.getLabelsMap()).containsExactly(Map.entry("a", "b"));
        assertThat(clients.topics().getTopic(topic)).isEqualTo(updated);
    }

    @Test
    void aPushSubscriptionIsNotPulled() {
        String subscription = clients.newSubscription(
                topic,
                settings -> settings.setPushConfig(PushConfig.newBuilder().setPushEndpoint("http://127.0.0.1:9/")));

        assertThatThrownBy(() -> clients.pull(subscription)).isInstanceOf(FailedPreconditionException.class);
    }

    @Test
    void aDetachedSubscriptionLosesItsBacklogAndIsNotPulled() {
        String subscription = clients.newSubscription(topic);

        clients.topics()
                .detachSubscription(DetachSubscriptionRequest.newBuilder()
                        .setSubscription(subscription)
                        .build());
        clients.publish(topic, "x");

        assertThat(clients.subscriptions().getSubscription(subscription).getDetached())
                .isTrue();
        assertThat(clients.topics().listTopicSubscriptions(topic).iterateAll()).isEmpty();
        assertThatThrownBy(() -> clients.pull(subscription)).isInstanceOf(FailedPreconditionException.class);
    }

    @Test
    void anAckIdOfAnotherSubscriptionIsRefused() {
        String one = clients.newSubscription(topic);
        String other = clients.newSubscription(topic);
        clients.publish(topic, "x");
        var received = clients.pull(one);

        assertRefused(() -> clients.acknowledge(other, received), StatusCode.Code.INVALID_ARGUMENT)
                .contains("You have passed an invalid ack ID to the service");
    }

    @Test
    void listsComeInPages() {
        String project = "projects/paged";
        String pagedTopic =
                clients.topics().createTopic(project + "/topics/topic").getName();
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            created.add(clients.newSubscription(pagedTopic, numbered(project, i)));
        }

        ListSubscriptionsRequest request = ListSubscriptionsRequest.newBuilder()
                .setProject(project)
                .setPageSize(2)
                .build();
        ListSubscriptionsResponse firstPage =
                clients.subscriptions().listSubscriptionsCallable().call(request);

        assertThat(firstPage.getSubscriptionsList())
                .extracting(Subscription::getName)
                .isEqualTo(created.subList(0, 2));
        assertThat(clients.subscriptions().listSubscriptions(request).iterateAll())
                .extracting(Subscription::getName)
                .isEqualTo(created);
        assertRefused(
                () -> clients.subscriptions()
                        .listSubscriptionsCallable()
                        .call(request.toBuilder().setPageToken("bogus").build()),
                StatusCode.Code.INVALID_ARGUMENT);
    }

    private static Consumer<Subscription.Builder> numbered(String project, int number) {
        return settings -> settings.setName(project + "/subscriptions/sub-" + number);
    }

    private static Arguments refused(String what, Consumer<Subscription.Builder> settings) {
        return Arguments.of(what, settings);
    }

    private static AbstractStringAssert<?> assertRefused(ThrowingCallable call, StatusCode.Code code) {
        ApiException refusal = catchThrowableOfType(ApiException.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.getStatusCode().getCode()).isEqualTo(code);
        return assertThat(refusal.getMessage());
    }
}
