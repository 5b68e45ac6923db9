package dev.sallyport.local.internet.iap;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The cookie that ties the end of a sign-in to the browser that began it. The nonce is part of its name. */
final class NonceCookie {
    private static final String PREFIX = "GCP_IAP_XSRF_NONCE_";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd-MMM-yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private NonceCookie() {}

    static String name(String nonce) {
        return PREFIX + nonce;
    }

    static boolean isOne(String cookie) {
        return cookie.startsWith(PREFIX);
    }

    static String set(String nonce, Instant expires) {
        return name(nonce) + "=1; expires=" + DATE.format(expires) + "; path=/; Secure; HttpOnly";
    }

    static List<String> alsoClearing(List<String> cookies, String nonce) {
        List<String> all = new ArrayList<>(cookies);
        all.add(cleared(name(nonce)));
        return all;
    }

    /** A cookie header that makes the browser forget. */
    static String cleared(String cookie) {
        return cookie + "=; expires=" + DATE.format(Instant.EPOCH) + "; path=/; Secure; HttpOnly";
    }
}
