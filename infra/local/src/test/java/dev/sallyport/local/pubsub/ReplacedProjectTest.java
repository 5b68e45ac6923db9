package dev.sallyport.local.pubsub;

import static dev.sallyport.local.pubsub.PubSubClients.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.pubsub.v1.Subscription;
import dev.sallyport.local.state.RememberingJournal;
import dev.sallyport.local.state.StateRecord;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A project's state that is put back, or forgotten, while others go on. */
class ReplacedProjectTest {
    private final RememberingJournal journal = new RememberingJournal();
    private final LocalPubSub pubSub = new LocalPubSub(List.of(), journal);

    @AfterEach
    void close() {
        pubSub.close();
    }

    @Test
    void aForgottenProjectHasNothingAndNothingOfItIsWrittenDown() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        clients().publish(topic, "x");

        replace(List.of());

        assertThatThrownBy(() -> clients().topics().getTopic(topic)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> clients().pull(subscription)).isInstanceOf(NotFoundException.class);
        assertThat(journal.records()).isEmpty();
    }

    @Test
    void aMessageAcknowledgedSinceComesAgain() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        clients().publish(topic, "then");
        List<StateRecord> then = pubSub.pubSub().records("contract");
        clients().acknowledge(subscription, clients().await(subscription, 1));
        clients().publish(topic, "since");

        replace(then);

        assertThat(data(clients().await(subscription, 1))).containsExactly("then");
        assertThat(journal.records()).containsExactlyInAnyOrderElementsOf(then);
    }

    @Test
    void aSubscriberComesBackByItself() {
        String topic = clients().newTopic();
        String subscription = clients().newSubscription(topic);
        List<StateRecord> then = pubSub.pubSub().records("contract");
        Queue<String> received = new ConcurrentLinkedQueue<>();
        Subscriber subscriber = clients().subscriber(subscription, (message, consumer) -> {
            received.add(message.getData().toStringUtf8());
            consumer.ack();
        });
        subscriber.startAsync().awaitRunning();
        clients().publish(topic, "before");
        await("the first message").atMost(20, TimeUnit.SECONDS).until(() -> received.contains("before"));

        replace(then);
        clients().publish(topic, "after");

        await("the second message").atMost(20, TimeUnit.SECONDS).until(() -> received.contains("after"));
        subscriber.stopAsync().awaitTerminated();
    }

    @Test
    void aSubscriptionOfAnotherProjectStaysOnItsTopic() {
        String topic = clients().newTopic();
        Subscription elsewhere = clients()
                .subscriptions()
                .createSubscription(Subscription.newBuilder()
                        .setName("projects/elsewhere/subscriptions/watcher")
                        .setTopic(topic)
                        .build());
        clients().publish(topic, "before");

        replace(pubSub.pubSub().records("contract"));
        clients().publish(topic, "after");

        assertThat(data(clients().await(elsewhere.getName(), 2))).containsExactly("before", "after");
    }

    @Test
    void aSubscriptionOfAnotherProjectLearnsThatItsTopicIsGone() {
        String topic = clients().newTopic();
        String name = "projects/elsewhere/subscriptions/watcher";
        clients()
                .subscriptions()
                .createSubscription(
                        Subscription.newBuilder().setName(name).setTopic(topic).build());

        replace(List.of());

        assertThat(clients().subscriptions().getSubscription(name).getTopic()).isEqualTo(ResourceNames.DELETED_TOPIC);
    }

    private PubSubClients clients() {
        return pubSub.clients();
    }

    private void replace(List<StateRecord> records) {
        pubSub.pubSub().replace("contract", records);
    }
}
