package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.net.URI;

/** How a message becomes an HTTP request. */
interface PushFormat {
    /** The query by which Eventarc marks an endpoint that takes CloudEvents. */
    String CLOUD_EVENTS_MODE = "__GCP_CloudEventsMode=CE_PUBSUB_BINDING";

    HttpRequest request(ReceivedMessage received);

    static PushFormat of(Subscription subscription, PushIdentity identity) {
        PushFormat format = of(subscription);
        PushConfig push = subscription.getPushConfig();
        return push.hasOidcToken() ? new IdentifiedPush(format, push, identity) : format;
    }

    private static PushFormat of(Subscription subscription) {
        PushConfig push = subscription.getPushConfig();
        String query = URI.create(push.getPushEndpoint()).getQuery();
        if (query != null && query.contains(CLOUD_EVENTS_MODE)) {
            return new CloudEventPush(push.getPushEndpoint(), subscription.getName(), subscription.getTopic());
        }
        return push.hasNoWrapper()
                ? new UnwrappedPush(
                        push.getPushEndpoint(),
                        subscription.getName(),
                        push.getNoWrapper().getWriteMetadata())
                : new WrappedPush(push.getPushEndpoint(), subscription.getName());
    }

    /** The headers every push has. */
    static RequestHeadersBuilder post(String endpoint) {
        // Plain HTTP is spoken as HTTP/1.1 from the first byte on: not every endpoint survives an offer of HTTP/2.
        String uri = endpoint.startsWith("http:") ? "h1c:" + endpoint.substring("http:".length()) : endpoint;
        return RequestHeaders.builder(HttpMethod.POST, uri)
                .add("user-agent", "CloudPubSub-Google")
                .add("accept", "application/json");
    }
}
