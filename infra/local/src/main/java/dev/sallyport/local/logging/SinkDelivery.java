package dev.sallyport.local.logging;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PublisherGrpc.PublisherBlockingStub;
import com.google.pubsub.v1.PubsubMessage;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Publishes entries to the topics that sinks lead to, as Logging does: one message each, with the entry as JSON. */
final class SinkDelivery {
    private static final System.Logger LOG = System.getLogger(SinkDelivery.class.getName());
    private static final String TIMESTAMP = "logging.googleapis.com/timestamp";

    private volatile Optional<PublisherBlockingStub> publisher = Optional.empty();

    void attach(Channel pubSub) {
        publisher = Optional.of(PublisherGrpc.newBlockingStub(pubSub));
    }

    /** An entry that the topic does not take is lost for the sink, as on Google Cloud. */
    void deliver(Sink sink, WrittenEntry entry) {
        String topic = SinkNames.topic(sink.settings().getDestination());
        PubsubMessage message = PubsubMessage.newBuilder()
                .setData(ByteString.copyFromUtf8(entry.json().toString()))
                .putAttributes(TIMESTAMP, Timestamps.toString(entry.entry().getTimestamp()))
                .build();
        try {
            publisher.ifPresent(stub -> stub.publish(PublishRequest.newBuilder()
                    .setTopic(topic)
                    .addMessages(message)
                    .build()));
        } catch (StatusRuntimeException e) {
            LOG.log(Level.WARNING, "the sink " + sink.key() + " could not publish to " + topic, e);
        }
    }
}
