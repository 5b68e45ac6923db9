package dev.sallyport.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Backend;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.BackendServiceIAP;
import com.google.cloud.compute.v1.DistributionPolicy;
import com.google.cloud.compute.v1.DistributionPolicyZoneConfiguration;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceProperties;
import com.google.cloud.compute.v1.UrlMap;
import com.google.protobuf.Message;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {
    private static final String V1 = "https://www.googleapis.com/compute/v1/";
    private final Comparison comparison = new Comparison(new ProjectName("lab", "123"));

    @ParameterizedTest
    @MethodSource
    void sameInAnotherSpelling(Message desired, Message observed) {
        assertThat(comparison.between(desired, observed)).isEmpty();
    }

    static Stream<Arguments> sameInAnotherSpelling() {
        return Stream.of(
                argumentSet(
                        "a partial link and a URL",
                        service("projects/lab/global/urlMaps/m"),
                        service(V1 + "projects/lab/global/urlMaps/m")),
                argumentSet(
                        "hosts and API versions",
                        service("projects/lab/global/urlMaps/m"),
                        service("https://compute.googleapis.com/compute/beta/projects/lab/global/urlMaps/m")),
                argumentSet(
                        "project id and number",
                        service("projects/lab/global/urlMaps/m"),
                        service(V1 + "projects/123/global/urlMaps/m")),
                argumentSet(
                        "a link without its project",
                        service("global/urlMaps/m"),
                        service("projects/lab/global/urlMaps/m")),
                argumentSet(
                        "a port and a range of one",
                        ForwardingRule.newBuilder().setPortRange("443").build(),
                        ForwardingRule.newBuilder().setPortRange("443-443").build()),
                argumentSet(
                        "a client id that is absent and one that is a space",
                        BackendServiceIAP.newBuilder().setOauth2ClientId("").build(),
                        BackendServiceIAP.newBuilder().setOauth2ClientId(" ").build()),
                argumentSet(
                        "false and absent",
                        BackendService.newBuilder().setEnableCDN(false).build(),
                        BackendService.getDefaultInstance()),
                argumentSet("a protocol by name and by number", allowing("tcp", "80"), allowing("6", "80")),
                argumentSet("a protocol in capitals", allowing("tcp", "80"), allowing("TCP", "80")),
                argumentSet("an address and a range of one", from("10.0.0.1"), from("10.0.0.1/32")),
                argumentSet(
                        "ranges in another order", from("10.0.0.0/8", "9.0.0.0/8"), from("9.0.0.0/8", "10.0.0.0/8")),
                argumentSet("zones in another order", zones("a", "b"), zones("b", "a")),
                argumentSet(
                        "labels somebody has added",
                        labels("team", "red").build(),
                        labels("team", "red").putLabels("cost", "low").build()),
                argumentSet(
                        "fields the server has added",
                        backend("projects/lab/global/g"),
                        backend("projects/lab/global/g").toBuilder()
                                .setPort(80)
                                .setFingerprint("x")
                                .build()));
    }

    @ParameterizedTest
    @MethodSource
    void differs(Message desired, Message observed, FieldDifference difference) {
        assertThat(comparison.between(desired, observed)).containsExactly(difference);
    }

    static Stream<Arguments> differs() {
        return Stream.of(
                argumentSet(
                        "a scalar",
                        BackendService.newBuilder().setTimeoutSec(30).build(),
                        BackendService.newBuilder().setTimeoutSec(10).build(),
                        new FieldDifference("timeoutSec", "10", "30")),
                argumentSet(
                        "a nested scalar",
                        BackendService.newBuilder()
                                .setIap(BackendServiceIAP.newBuilder().setEnabled(true))
                                .build(),
                        BackendService.getDefaultInstance(),
                        new FieldDifference("iap.enabled", "false", "true")),
                argumentSet(
                        "a link to another project",
                        service("projects/lab/global/urlMaps/m"),
                        service(V1 + "projects/other/global/urlMaps/m"),
                        new FieldDifference(
                                "defaultService",
                                V1 + "projects/other/global/urlMaps/m",
                                "projects/lab/global/urlMaps/m")),
                argumentSet(
                        "a range that is missing",
                        from("10.0.0.0/8", "9.0.0.0/8"),
                        from("10.0.0.0/8"),
                        new FieldDifference("sourceRanges", "[10.0.0.0/8]", "[10.0.0.0/8, 9.0.0.0/8]")),
                argumentSet(
                        "a range too many",
                        from("10.0.0.0/8"),
                        from("10.0.0.0/8", "0.0.0.0/0"),
                        new FieldDifference("sourceRanges", "[10.0.0.0/8, 0.0.0.0/0]", "[10.0.0.0/8]")),
                argumentSet(
                        "an element known by its key",
                        allowing("tcp", "80"),
                        allowing("tcp", "8080"),
                        new FieldDifference("allowed[tcp].ports", "[8080]", "[80]")),
                argumentSet(
                        "an element too many",
                        backend("g"),
                        backend("g").toBuilder()
                                .addBackends(Backend.newBuilder().setGroup("h"))
                                .build(),
                        new FieldDifference("backends", "[{group: \"g\"}, {group: \"h\"}]", "[{group: \"g\"}]")),
                argumentSet(
                        "another element",
                        backend("g"),
                        backend("h"),
                        new FieldDifference("backends", "[{group: \"h\"}]", "[{group: \"g\"}]")),
                argumentSet(
                        "a label's value",
                        labels("team", "red").build(),
                        labels("team", "blue").build(),
                        new FieldDifference("labels[team]", "blue", "red")),
                argumentSet(
                        "a label that is missing",
                        labels("team", "red").build(),
                        InstanceProperties.getDefaultInstance(),
                        new FieldDifference("labels[team]", "", "red")));
    }

    @Test
    void freeTextIsNeverTakenForALink() {
        Firewall desired =
                Firewall.newBuilder().setDescription("global/urlMaps/m").build();
        Firewall observed = Firewall.newBuilder()
                .setDescription("projects/lab/global/urlMaps/m")
                .build();
        assertThat(comparison.between(desired, observed)).hasSize(1);
    }

    @Test
    void ofASecretAndItsDigestOnlyThatTheyDifferIsTold() {
        BackendServiceIAP desired =
                BackendServiceIAP.newBuilder().setOauth2ClientSecretSha256("1f").build();
        BackendServiceIAP observed =
                BackendServiceIAP.newBuilder().setOauth2ClientSecretSha256("2e").build();
        assertThat(comparison.between(desired, observed))
                .containsExactly(new FieldDifference("oauth2ClientSecretSha256", "(not shown)", "(not shown)"));
    }

    @Test
    void aDigestThatNobodyAskedForIsNoDifference() {
        BackendServiceIAP desired = BackendServiceIAP.newBuilder()
                .setEnabled(true)
                .setOauth2ClientId("")
                .build();
        BackendServiceIAP observed = desired.toBuilder()
                .setOauth2ClientId(" ")
                .setOauth2ClientSecretSha256(Digest.of(" "))
                .build();
        assertThat(comparison.between(desired, observed)).isEmpty();
    }

    @Test
    void everyDifferenceIsTold() {
        BackendService desired = BackendService.newBuilder()
                .setTimeoutSec(30)
                .setPortName("http")
                .setProtocol("HTTP")
                .build();
        BackendService observed = BackendService.newBuilder()
                .setTimeoutSec(10)
                .setPortName("web")
                .setProtocol("HTTP")
                .build();
        assertThat(comparison.between(desired, observed))
                .extracting(FieldDifference::path)
                .containsExactlyInAnyOrder("timeoutSec", "portName");
    }

    @Test
    void longValuesAreToldByTheirBeginningLengthAndDigest() {
        UrlMap desired = UrlMap.newBuilder().setDescription("x".repeat(1000)).build();
        assertThat(comparison.between(desired, UrlMap.getDefaultInstance()))
                .extracting(FieldDifference::to)
                .singleElement()
                .asString()
                .hasSizeLessThan(300)
                .contains("1000 characters");
    }

    private static UrlMap service(String link) {
        return UrlMap.newBuilder().setDefaultService(link).build();
    }

    private static Firewall allowing(String protocol, String port) {
        return Firewall.newBuilder()
                .addAllowed(Allowed.newBuilder().setIPProtocol(protocol).addPorts(port))
                .build();
    }

    private static Firewall from(String... ranges) {
        return Firewall.newBuilder().addAllSourceRanges(List.of(ranges)).build();
    }

    private static InstanceGroupManager zones(String... zones) {
        DistributionPolicy.Builder policy = DistributionPolicy.newBuilder();
        Stream.of(zones)
                .forEach(zone -> policy.addZones(
                        DistributionPolicyZoneConfiguration.newBuilder().setZone("projects/lab/zones/" + zone)));
        return InstanceGroupManager.newBuilder().setDistributionPolicy(policy).build();
    }

    private static BackendService backend(String group) {
        return BackendService.newBuilder()
                .addBackends(Backend.newBuilder().setGroup(group))
                .build();
    }

    private static InstanceProperties.Builder labels(String key, String value) {
        return InstanceProperties.newBuilder().putLabels(key, value);
    }
}
