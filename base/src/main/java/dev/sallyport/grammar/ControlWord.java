package dev.sallyport.grammar;

import java.util.List;

/** The controls that deployments are checked by, as far as their names go. */
final class ControlWord {
    private static final List<String> NAMES = List.of(
            "iap-on",
            "other-path",
            "firewall-open",
            "external-address",
            "principals",
            "inherited-access",
            "foreign-domains",
            "certificate-served",
            "certificate-expiry",
            "certificate-strength",
            "tls-policy",
            "plain-http",
            "stale-vms",
            "unhealthy-back-ends",
            "logging",
            "iap-settings",
            "org-policy",
            "repair-blocked",
            "bad-assertions",
            "live-probe",
            "drift");

    private ControlWord() {}

    static String of(String word) throws Misunderstanding {
        if (!NAMES.contains(word)) {
            throw new Misunderstanding(
                    Words.shown(word) + " is no control",
                    NearestName.of(word, NAMES)
                            .map(nearest -> "perhaps " + nearest + " was meant")
                            .orElse(String.join(", ", NAMES)));
        }
        return word;
    }
}
