package dev.sallyport.local.pubsub;

import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;

/** A CloudEvent in binary mode, as Eventarc sends to a function that a topic triggers. */
record CloudEventPush(String endpoint, String subscription, String topic) implements PushFormat {
    @Override
    public HttpRequest request(ReceivedMessage received) {
        PubsubMessage message = received.getMessage();
        RequestHeaders headers = PushFormat.post(endpoint)
                .add("content-type", "application/json")
                .add("ce-id", message.getMessageId())
                .add("ce-source", "//pubsub.googleapis.com/" + topic)
                .add("ce-specversion", "1.0")
                .add("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
                .add("ce-time", Timestamps.toString(message.getPublishTime()))
                .build();
        return HttpRequest.of(headers, HttpData.wrap(WrappedMessage.body(received, subscription)));
    }
}
