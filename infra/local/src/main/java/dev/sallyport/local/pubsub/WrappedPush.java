package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.ReceivedMessage;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;

/** A plain push: the message as JSON. */
record WrappedPush(String endpoint, String subscription) implements PushFormat {
    @Override
    public HttpRequest request(ReceivedMessage received) {
        return HttpRequest.of(
                PushFormat.post(endpoint)
                        .add("content-type", "application/json")
                        .build(),
                HttpData.wrap(WrappedMessage.body(received, subscription)));
    }
}
