package dev.sallyport.local.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberBlockingStub;
import com.google.pubsub.v1.Subscription;
import io.grpc.Channel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/** What a subscription holds. */
record Backlog(String subscription) {
    private static final int ALL = 1_000;

    void create(Channel channel, String topic) {
        stub(channel)
                .createSubscription(Subscription.newBuilder()
                        .setName(subscription)
                        .setTopic(topic)
                        .setAckDeadlineSeconds(600)
                        .setMessageRetentionDuration(Duration.newBuilder().setSeconds(86_400))
                        .build());
    }

    /** Texts of what is there, each with the id to acknowledge it by. */
    @SuppressWarnings("deprecation") // What is there now is asked for; nothing is waited for.
    Map<String, String> pull(Channel channel, int atMost) {
        Map<String, String> pulled = new HashMap<>();
        List<ReceivedMessage> received = stub(channel)
                .pull(PullRequest.newBuilder()
                        .setSubscription(subscription)
                        .setMaxMessages(atMost)
                        .setReturnImmediately(true)
                        .build())
                .getReceivedMessagesList();
        received.forEach(message -> pulled.put(text(message.getMessage().getData()), message.getAckId()));
        return pulled;
    }

    /** All that is there, which must be these at least. */
    Map<String, String> pullAll(Channel channel, Set<String> expected) {
        Map<String, String> all = new HashMap<>();
        Awaitility.await().untilAsserted(() -> {
            all.putAll(pull(channel, ALL));
            assertThat(all.keySet()).as("what %s holds", subscription).containsAll(expected);
        });
        Map<String, String> more = pull(channel, ALL);
        while (!more.isEmpty()) {
            all.putAll(more);
            more = pull(channel, ALL);
        }
        return all;
    }

    void acknowledge(Channel channel, Map<String, String> pulled) {
        if (!pulled.isEmpty()) {
            stub(channel)
                    .acknowledge(AcknowledgeRequest.newBuilder()
                            .setSubscription(subscription)
                            .addAllAckIds(pulled.values())
                            .build());
        }
    }

    private static String text(ByteString data) {
        return data.toStringUtf8();
    }

    private static SubscriberBlockingStub stub(Channel channel) {
        return SubscriberGrpc.newBlockingStub(channel);
    }
}
