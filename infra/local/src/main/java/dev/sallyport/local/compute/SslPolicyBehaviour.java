package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.SslPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** SSL policies: a profile stands for its cipher suites (Cloud Load Balancing, "SSL policies"). */
final class SslPolicyBehaviour extends Behaviour<SslPolicy> {
    private static final List<String> RESTRICTED = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    private static final List<String> MODERN = with(
            RESTRICTED,
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");
    private static final List<String> COMPATIBLE = with(
            MODERN,
            "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_256_GCM_SHA384");

    SslPolicyBehaviour() {
        super("sslPolicies", SslPolicy.class);
    }

    private static List<String> with(List<String> suites, String... more) {
        return Stream.concat(suites.stream(), Stream.of(more)).sorted().toList();
    }

    @Override
    Set<String> outputOnly() {
        return Set.of("enabled_features", "warnings");
    }

    @Override
    SslPolicy complete(Transaction transaction, Link link, SslPolicy wanted, Optional<SslPolicy> before) {
        SslPolicy.Builder policy = wanted.toBuilder();
        Fields.setDefault(policy, "profile", "COMPATIBLE");
        Fields.setDefault(policy, "min_tls_version", "TLS_1_0");
        boolean custom = policy.getProfile().equals("CUSTOM");
        if (custom == (policy.getCustomFeaturesCount() == 0)) {
            throw Refusals.invalidValue(
                    "resource.customFeatures", "", "Custom features belong to the profile CUSTOM, and only to it.");
        }
        return policy.clearEnabledFeatures()
                .addAllEnabledFeatures(suites(policy))
                .build();
    }

    private static List<String> suites(SslPolicy.Builder policy) {
        return switch (policy.getProfile()) {
            case "COMPATIBLE" -> COMPATIBLE;
            case "MODERN" -> MODERN;
            case "RESTRICTED" -> RESTRICTED;
            case "CUSTOM" -> policy.getCustomFeaturesList().stream().sorted().toList();
            default ->
                throw Refusals.invalidValue(
                        "resource.profile",
                        policy.getProfile(),
                        "Must be one of COMPATIBLE, CUSTOM, MODERN, RESTRICTED.");
        };
    }

    @Override
    String operationType(MethodKind kind, Call call) {
        return kind == MethodKind.PATCH ? "compute.sslPolicies.patch" : super.operationType(kind, call);
    }
}
