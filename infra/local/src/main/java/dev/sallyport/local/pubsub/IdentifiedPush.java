package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.ReceivedMessage;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import java.util.Optional;

/** A push that says who it comes from: by default its token is for the endpoint's URL (field comment of audience). */
record IdentifiedPush(PushFormat format, PushConfig push, PushIdentity identity) implements PushFormat {
    @Override
    public HttpRequest request(ReceivedMessage received) {
        HttpRequest request = format.request(received);
        return token().map(token -> withToken(request, token)).orElse(request);
    }

    private Optional<String> token() {
        PushConfig.OidcToken wanted = push.getOidcToken();
        String audience = wanted.getAudience().isEmpty() ? push.getPushEndpoint() : wanted.getAudience();
        return identity.token(wanted.getServiceAccountEmail(), audience);
    }

    private static HttpRequest withToken(HttpRequest request, String token) {
        return request.mapHeaders(headers -> headers.toBuilder()
                .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token)
                .build());
    }
}
