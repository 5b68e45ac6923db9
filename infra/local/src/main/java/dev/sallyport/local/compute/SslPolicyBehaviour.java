package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.SslPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SSL policies: a profile stands for its cipher suites (Cloud Load Balancing, "SSL policies"). */
final class SslPolicyBehaviour extends Behaviour<SslPolicy> {
    SslPolicyBehaviour() {
        super("sslPolicies", SslPolicy.class);
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
            case "COMPATIBLE" -> SslProfile.COMPATIBLE.suites();
            case "MODERN" -> SslProfile.MODERN.suites();
            case "RESTRICTED" -> SslProfile.RESTRICTED.suites();
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
