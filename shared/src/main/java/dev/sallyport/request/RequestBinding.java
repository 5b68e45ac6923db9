package dev.sallyport.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.finding.Mode;
import dev.sallyport.request.ProvisionRequest.Adopted;
import dev.sallyport.request.ProvisionRequest.BackendService;
import dev.sallyport.request.ProvisionRequest.Certificate;
import dev.sallyport.request.ProvisionRequest.Consent;
import dev.sallyport.request.ProvisionRequest.Firewall;
import dev.sallyport.request.ProvisionRequest.Guest;
import dev.sallyport.request.ProvisionRequest.HealthCheck;
import dev.sallyport.request.ProvisionRequest.InstanceGroup;
import dev.sallyport.request.ProvisionRequest.InstanceTemplate;
import dev.sallyport.request.ProvisionRequest.LoadBalancer;
import dev.sallyport.request.ProvisionRequest.OnDestroy;
import dev.sallyport.request.ProvisionRequest.Redirect;
import dev.sallyport.request.ProvisionRequest.Restart;
import dev.sallyport.request.ProvisionRequest.Rollout;
import dev.sallyport.request.ProvisionRequest.Subject;
import dev.sallyport.request.ProvisionRequest.Tls;
import dev.sallyport.request.ProvisionRequest.Verify;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a request of a document without faults, filling in what it leaves out. */
final class RequestBinding {
    static final int PORT = 80;
    static final int CHECK_INTERVAL_SEC = 5;
    static final String MIN_TLS_VERSION = "TLS_1_2";
    static final String TLS_PROFILE = "MODERN";

    private static final List<String> FRONT_ENDS = List.of("130.211.0.0/22", "35.191.0.0/16");
    private static final String DEBIAN = "projects/debian-cloud/global/images/family/debian-12";
    private static final List<String> COMPUTE_READ_ONLY = List.of("https://www.googleapis.com/auth/compute.readonly");

    private final JsonNode document;
    private final String deployment;

    private RequestBinding(JsonNode document) {
        this.document = document;
        deployment = document.path("deployment").textValue();
    }

    static Request bind(JsonNode document) {
        String deployment = document.path("deployment").textValue();
        return switch (document.path("action").asText()) {
            case "recheck" -> new Request.Recheck(deployment);
            case "retry" -> new Request.Retry(deployment);
            case "resume" -> new Request.Resume(deployment);
            case "cancel" -> new Request.Cancel(deployment);
            case "mute" ->
                new Request.Mute(
                        deployment,
                        document.path("control").textValue(),
                        document.path("reason").textValue(),
                        until(document).orElseThrow());
            case "pause" ->
                new Request.Pause(deployment, document.path("reason").textValue(), until(document));
            case "plan" -> new Request.Plan(converging(document.path("of")));
            case "apply" ->
                new Request.Apply(
                        converging(document.path("of")), document.path("plan").textValue());
            default -> converging(document);
        };
    }

    private static Request.Converging converging(JsonNode document) {
        String deployment = document.path("deployment").textValue();
        return switch (document.path("action").asText()) {
            case "repair" -> new Request.Repair(deployment, stages(document));
            case "destroy" -> new Request.Destroy(deployment);
            case "grant" -> new Request.Grant(deployment, principal(document), until(document));
            case "revoke" -> new Request.Revoke(deployment, principal(document));
            default -> new RequestBinding(document).request();
        };
    }

    private static SortedSet<StageName> stages(JsonNode document) {
        SortedSet<StageName> stages = new TreeSet<>();
        document.path("stages").forEach(stage -> stages.add(new StageName(stage.textValue())));
        return stages;
    }

    private static String principal(JsonNode document) {
        return Principal.of(document.path("principal").textValue()).toString();
    }

    private static Optional<Instant> until(JsonNode document) {
        return Optional.ofNullable(document.path("until").textValue()).flatMap(Rfc3339::parse);
    }

    private ProvisionRequest request() {
        InstanceGroup group = instanceGroup();
        return new ProvisionRequest(
                deployment,
                document.path("project").textValue(),
                text("/network", "default"),
                region(),
                firewall(),
                instanceTemplate(),
                group,
                certificate(),
                healthCheck(group.port()),
                backendService(),
                loadBalancer(),
                new Restart(number("/restart/maxUnavailable", group.zones().size())),
                consent(),
                texts("/principals", List.of()).stream()
                        .map(text -> Principal.of(text).toString())
                        .toList(),
                guests(),
                ProvisionRequest.Access.valueOf(text("/access", "authoritative").toUpperCase(Locale.ROOT)),
                new Verify(text("/verify/as")),
                document.path("protect").asBoolean(false),
                compliance(),
                adopt());
    }

    private List<Guest> guests() {
        List<Guest> guests = new ArrayList<>();
        document.path("guests")
                .forEach(guest ->
                        guests.add(new Guest(principal(guest), until(guest).orElseThrow())));
        return List.copyOf(guests);
    }

    private ProvisionRequest.Compliance compliance() {
        SortedMap<String, Mode> single = new TreeMap<>();
        document.at("/compliance/modes")
                .properties()
                .forEach(mode -> single.put(mode.getKey(), mode(mode.getValue().textValue())));
        return new ProvisionRequest.Compliance(text("/compliance/mode").map(RequestBinding::mode), single);
    }

    private static Mode mode(String text) {
        return Mode.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private Firewall firewall() {
        return new Firewall(
                name("/firewall/name", "allow-iap"),
                texts("/firewall/sourceRanges", FRONT_ENDS),
                texts("/firewall/remove", List.of()));
    }

    private InstanceTemplate instanceTemplate() {
        return new InstanceTemplate(
                name("/instanceTemplate/name", "template"),
                text("/instanceTemplate/machineType", "e2-micro"),
                text("/instanceTemplate/image", DEBIAN),
                number("/instanceTemplate/diskSizeGb", 10),
                texts("/instanceTemplate/scopes", COMPUTE_READ_ONLY),
                text("/instanceTemplate/serviceAccount"),
                texts("/instanceTemplate/tags", List.of()),
                document.at("/instanceTemplate/externalAddress").asBoolean(true),
                startupScript());
    }

    private String startupScript() {
        String place = "/instanceTemplate/startupScript";
        return text(place).orElseGet(() -> String.join("\n", texts(place, List.of())));
    }

    private InstanceGroup instanceGroup() {
        List<String> zones = texts("/instanceGroup/zones", Regions.defaultZones(region()));
        return new InstanceGroup(
                name("/instanceGroup/name", "group"),
                zones,
                number("/instanceGroup/size", 3),
                text("/instanceGroup/portName", "http"),
                number("/instanceGroup/port", PORT),
                rollout(zones.size()));
    }

    /** Whoever allows VMs to be missing needs no others beyond the size. */
    private Rollout rollout(int zones) {
        int maxUnavailable = number("/instanceGroup/rollout/maxUnavailable", 0);
        return new Rollout(number("/instanceGroup/rollout/maxSurge", maxUnavailable == 0 ? zones : 0), maxUnavailable);
    }

    private Certificate certificate() {
        if (has("/certificate/existing")) {
            return new Certificate.Existing(text("/certificate/existing/name", ""));
        }
        if (has("/certificate/googleManaged")) {
            return new Certificate.GoogleManaged(
                    name("/certificate/googleManaged/name", "cert"),
                    texts("/certificate/googleManaged/domains", List.of()));
        }
        return new Certificate.SelfSigned(
                name("/certificate/selfSigned/name", "cert"),
                subject("/certificate/selfSigned/subject"),
                number("/certificate/selfSigned/validityDays", 365));
    }

    private Subject subject(String place) {
        return new Subject(
                text(place + "/country", "US"),
                text(place + "/state", "CA"),
                text(place + "/locality", "Mountain View"),
                text(place + "/organization", "Cloud"),
                text(place + "/organizationalUnit", "Example"),
                text(place + "/commonName", deployment));
    }

    private HealthCheck healthCheck(int port) {
        int interval = number("/healthCheck/checkIntervalSec", CHECK_INTERVAL_SEC);
        return new HealthCheck(
                name("/healthCheck/name", "health-check"),
                number("/healthCheck/port", port),
                text("/healthCheck/path", "/"),
                interval,
                number("/healthCheck/timeoutSec", Math.min(5, interval)),
                number("/healthCheck/healthyThreshold", 2),
                number("/healthCheck/unhealthyThreshold", 2));
    }

    private BackendService backendService() {
        return new BackendService(
                name("/backendService/name", "backend-service"),
                number("/backendService/timeoutSec", 30),
                number("/backendService/drainingTimeoutSec", 300),
                document.at("/backendService/cdn").asBoolean(false),
                document.at("/backendService/logSampleRate").asDouble(1));
    }

    private LoadBalancer loadBalancer() {
        return new LoadBalancer(
                name("/loadBalancer/urlMap", "load-balancer"),
                name("/loadBalancer/proxy", "target-proxy"),
                name("/loadBalancer/forwardingRule", "forwarding-rule"),
                name("/loadBalancer/address", "address"),
                number("/loadBalancer/port", 443),
                tls(),
                text("/loadBalancer/http", "closed").equals("redirect") ? Optional.of(redirect()) : Optional.empty());
    }

    private Optional<Tls> tls() {
        return has("/loadBalancer/tls")
                ? Optional.of(new Tls(
                        name("/loadBalancer/tls/name", "tls-policy"),
                        text("/loadBalancer/tls/minVersion", MIN_TLS_VERSION),
                        text("/loadBalancer/tls/profile", TLS_PROFILE)))
                : Optional.empty();
    }

    private Redirect redirect() {
        return new Redirect(
                DerivedName.of(deployment, "http-redirect"),
                DerivedName.of(deployment, "http-proxy"),
                DerivedName.of(deployment, "http-rule"));
    }

    private Consent consent() {
        return has("/consent/ownClient")
                ? new Consent.OwnClient(
                        text("/consent/ownClient/clientId", ""), text("/consent/ownClient/clientSecret", ""))
                : new Consent.GoogleManaged();
    }

    private List<Adopted> adopt() {
        List<Adopted> adopted = new ArrayList<>();
        document.path("adopt")
                .forEach(entry -> adopted.add(new Adopted(
                        entry.path("resource").textValue(),
                        entry.path("onDestroy").asText().equals("remove") ? OnDestroy.REMOVE : OnDestroy.KEEP)));
        return List.copyOf(adopted);
    }

    private String region() {
        return text("/region", Regions.DEFAULT);
    }

    private String name(String place, String suffix) {
        return text(place).orElseGet(() -> DerivedName.of(deployment, suffix));
    }

    private String text(String place, String otherwise) {
        return text(place).orElse(otherwise);
    }

    private Optional<String> text(String place) {
        return Optional.ofNullable(document.at(place).textValue());
    }

    private int number(String place, int otherwise) {
        return document.at(place).asInt(otherwise);
    }

    private boolean has(String place) {
        return !document.at(place).isMissingNode();
    }

    private List<String> texts(String place, List<String> otherwise) {
        if (!has(place)) {
            return otherwise;
        }
        List<String> texts = new ArrayList<>();
        document.at(place).forEach(entry -> texts.add(entry.textValue()));
        return List.copyOf(texts);
    }
}
