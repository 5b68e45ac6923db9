package dev.sallyport.local.internet.iap;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import dev.sallyport.local.identity.Account;

/** What the app is told about who asks, and what a client may not tell it. */
final class Identity {
    /** Namespace of Google accounts in everything but the assertion's own e-mail claim. */
    static final String GOOGLE = "accounts.google.com:";

    private static final String RESERVED = "x-goog-";

    private Identity() {}

    /** The headers without those that only Google may set. */
    static RequestHeaders stripped(RequestHeaders headers) {
        return strip(headers).build();
    }

    /** The headers with the account's identity; the assertion alone is proof. */
    static RequestHeaders of(Account account, String assertion, RequestHeaders headers) {
        return strip(headers)
                .set("x-goog-authenticated-user-email", GOOGLE + account.email())
                .set("x-goog-authenticated-user-id", GOOGLE + account.id())
                .set("x-goog-iap-jwt-assertion", assertion)
                .build();
    }

    private static RequestHeadersBuilder strip(RequestHeaders headers) {
        RequestHeadersBuilder builder = headers.toBuilder();
        headers.names().stream()
                .filter(name -> name.toString().startsWith(RESERVED))
                .forEach(builder::remove);
        // Meant for IAP alone, whether it was of use or not.
        builder.remove(HttpHeaderNames.PROXY_AUTHORIZATION);
        return builder;
    }

    /** The answer to the IDENTITY mode. */
    static String json(Account account) {
        return "{\"email\":\"" + GOOGLE + account.email() + "\",\"sub\":\"" + GOOGLE + account.id() + "\"}";
    }
}
