package dev.sallyport.local.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.functions.invoker.BackgroundFunctionExecutor;
import com.google.pubsub.v1.PushConfig;
import io.cloudevents.CloudEvent;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** A function in Google's Functions Framework understands what is pushed to it. */
class FunctionTriggerTest {
    private static final Queue<CloudEvent> RECEIVED = new ConcurrentLinkedQueue<>();

    /** The framework makes its own instance, so that what it receives is kept in a static field. */
    public static final class Function implements CloudEventsFunction {
        @Override
        public void accept(CloudEvent event) {
            RECEIVED.add(event);
        }
    }

    @Test
    void aFunctionGetsTheMessageAsACloudEvent() throws Exception {
        Server framework = new Server();
        ServerConnector connector = new ServerConnector(framework);
        connector.setHost("127.0.0.1");
        framework.addConnector(connector);
        framework.setHandler(BackgroundFunctionExecutor.forClass(Function.class));
        framework.start();
        try (LocalPubSub pubSub = new LocalPubSub()) {
            String url = "http://127.0.0.1:" + connector.getLocalPort() + "/?" + PushFormat.CLOUD_EVENTS_MODE;
            String topic = pubSub.clients().newTopic();
            String subscription = pubSub.clients()
                    .newSubscription(
                            topic,
                            settings -> settings.setPushConfig(
                                    PushConfig.newBuilder().setPushEndpoint(url)));

            String id = pubSub.clients().publish(topic, "hello", Map.of("lang", "en"));

            await("the event").until(() -> !RECEIVED.isEmpty());
            CloudEvent event = RECEIVED.remove();
            assertThat(event.getId()).isEqualTo(id);
            assertThat(event.getType()).isEqualTo("google.cloud.pubsub.topic.v1.messagePublished");
            assertThat(event.getSource()).hasToString("//pubsub.googleapis.com/" + topic);
            assertThat(event.getTime()).isNotNull();
            JsonNode body = new ObjectMapper().readTree(event.getData().toBytes());
            assertThat(body.at("/message/data").binaryValue()).asString().isEqualTo("hello");
            assertThat(body.at("/message/attributes/lang").asText()).isEqualTo("en");
            assertThat(body.at("/subscription").asText()).isEqualTo(subscription);
        } finally {
            framework.stop();
        }
    }
}
