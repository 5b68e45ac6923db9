package dev.sallyport.launcher;

import dev.sallyport.finding.Controls;
import java.util.stream.Stream;

/** What somebody careless does to the front end. */
final class FrontEndBreaks {
    private static final String PROXY = "targetHttpsProxies/my-load-balancer-target-proxy";

    private FrontEndBreaks() {}

    static Stream<Break> all() {
        return Stream.of(
                Break.when("the front end serves plain HTTP too", FrontEndBreaks::servePlainHttp)
                        .violates(Controls.PLAIN_HTTP, "plain-http-is-closed")
                        .showing("check", "plain-http-is-closed")
                        .undoneBy(hands -> {
                            hands.global("DELETE", "forwardingRules/plain", "");
                            hands.global("DELETE", "targetHttpProxies/plain", "");
                        }),
                Break.when("old TLS versions are taken", FrontEndBreaks::takeOldTls)
                        .violates(Controls.TLS_POLICY, "sslPolicies/")
                        .showing("minTlsVersion", "TLS_1_0 (expected: TLS_1_2)")
                        .repairedBy("frontend"),
                Break.when("another certificate is served", FrontEndBreaks::serveAnother)
                        .violates(Controls.CERTIFICATE_SERVED, PROXY)
                        .showing("sslCertificates", "another")
                        .repairedBy("frontend"),
                Break.when("a weak certificate is put in the place of Sallyport's", FrontEndBreaks::putWeakInPlace)
                        .violates(Controls.CERTIFICATE_STRENGTH, "sslCertificates/my-cert")
                        .showing("key", "RSA of 1024 bits (expected: 2048 bits or more)")
                        .repairedBy("certificate"));
    }

    private static void servePlainHttp(Hands hands) {
        String address = hands.get("global/addresses/static-ip").path("address").asText();
        hands.global("POST", "targetHttpProxies", "{'name': 'plain', 'urlMap': 'global/urlMaps/my-load-balancer'}");
        hands.global(
                "POST",
                "forwardingRules",
                "{'name': 'plain', 'loadBalancingScheme': 'EXTERNAL_MANAGED', 'IPProtocol': 'TCP', 'IPAddress': '"
                        + address + "', 'portRange': '80', 'target': 'global/targetHttpProxies/plain'}");
    }

    private static void takeOldTls(Hands hands) {
        String policy = "sslPolicies/"
                + hands.get("global/sslPolicies").at("/items/0/name").asText();
        String fingerprint = hands.get("global/" + policy).path("fingerprint").asText();
        hands.global("PATCH", policy, "{'minTlsVersion': 'TLS_1_0', 'fingerprint': '" + fingerprint + "'}");
    }

    private static void serveAnother(Hands hands) {
        hands.uploadCertificate("another", "", 2048);
        serve(hands, "another");
    }

    /** With the name and the mark of the one that was there. */
    private static void putWeakInPlace(Hands hands) {
        String served = hands.get("global/" + PROXY).at("/sslCertificates/0").asText();
        String name = served.substring(served.lastIndexOf('/') + 1);
        String mark =
                hands.get("global/sslCertificates/" + name).path("description").asText();
        hands.uploadCertificate("meanwhile", "", 2048);
        serve(hands, "meanwhile");
        hands.global("DELETE", "sslCertificates/" + name, "");
        hands.uploadCertificate(name, mark, 1024);
        serve(hands, name);
    }

    private static void serve(Hands hands, String certificate) {
        hands.compute(
                "POST",
                PROXY + "/setSslCertificates",
                "{'sslCertificates': ['global/sslCertificates/" + certificate + "']}");
    }
}
