package dev.sallyport.local.pubsub;

import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.util.Locale;
import java.util.regex.Pattern;

/** A push whose body is the message's data alone; metadata, if wanted, goes into headers. */
record UnwrappedPush(String endpoint, String subscription, boolean writeMetadata) implements PushFormat {
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

    @Override
    public HttpRequest request(ReceivedMessage received) {
        PubsubMessage message = received.getMessage();
        RequestHeadersBuilder headers = PushFormat.post(endpoint);
        if (writeMetadata) {
            addMetadata(headers, message);
        }
        return HttpRequest.of(headers.build(), HttpData.wrap(message.getData().toByteArray()));
    }

    private void addMetadata(RequestHeadersBuilder headers, PubsubMessage message) {
        headers.set("x-goog-pubsub-subscription-name", subscription);
        headers.set("x-goog-pubsub-message-id", message.getMessageId());
        headers.set("x-goog-pubsub-publish-time", Timestamps.toString(message.getPublishTime()));
        if (!message.getOrderingKey().isEmpty()) {
            addAttribute(headers, "x-goog-pubsub-ordering-key", message.getOrderingKey());
        }
        message.getAttributesMap().forEach((key, value) -> addAttribute(headers, key, value));
    }

    /** What cannot be a header is left out. */
    private static void addAttribute(RequestHeadersBuilder headers, String key, String value) {
        if (HEADER_NAME.matcher(key).matches() && HEADER_VALUE.matcher(value).matches()) {
            headers.set(key.toLowerCase(Locale.ROOT), value);
        }
    }
}
