package dev.sallyport.local.compute;

import java.util.List;
import java.util.stream.Stream;

/**
 * The cipher suites, of TLS up to 1.2, that the profiles of SSL policies stand for.
 *
 * @see <a href="https://cloud.google.com/load-balancing/docs/ssl-policies-concepts">SSL policies</a>
 */
public enum SslProfile {
    RESTRICTED(List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256")),
    MODERN(with(
            RESTRICTED.suites,
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA")),
    /** What a front end takes that has no policy. */
    COMPATIBLE(with(
            MODERN.suites,
            "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_256_GCM_SHA384"));

    private final List<String> suites;

    SslProfile(List<String> suites) {
        this.suites = suites;
    }

    /** Standard names, in alphabetical order. */
    public List<String> suites() {
        return suites;
    }

    private static List<String> with(List<String> suites, String... more) {
        return Stream.concat(suites.stream(), Stream.of(more)).sorted().toList();
    }
}
