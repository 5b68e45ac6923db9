package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.ComputeCollections;
import dev.sallyport.converge.Mark;
import dev.sallyport.converge.ResourceCollection;
import dev.sallyport.deployment.Direction;
import dev.sallyport.failure.Rejected;
import dev.sallyport.request.WantedResources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was there before Sallyport came, and what becomes of it. */
@ExtendWith(LabExtension.class)
class AdoptionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ENTRY = Pattern.compile("with (\\{\"resource\": \"[^}]*})");
    private static final String KEEP = "keep";
    private static final String REMOVE = "remove";

    private final List<JsonNode> adopted = new ArrayList<>();
    private Lab lab;
    private TheirThings theirs;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
        theirs = new TheirThings(lab);
    }

    @Test
    void whatSomebodyElseMadeIsRefusedWithAWayToAdoptIt() {
        theirs.healthCheck();
        lab.runThrough(InstanceGroupStage.NAME);

        assertThatThrownBy(() -> lab.run(BackendStage.NAME))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.remedy())
                                .isEqualTo(
                                        "Choose another name in the request, or remove the resource, or adopt it: with"
                                                + " {\"resource\": \"healthChecks/my-health-check\"} in the request's list adopt"
                                                + " it is changed to match the request, and left there when the deployment is"
                                                + " destroyed; with \"onDestroy\": \"remove\" as well it goes, too."))
                .hasMessage(
                        "healthChecks/my-health-check exists already and was not made by Sallyport (its description is"
                                + " \"made by the network team\")");
        assertThat(path()).isEqualTo("/theirs");
    }

    @Test
    void everyKindOfResourceIsAdoptedByDoingWhatItsRefusalSays() {
        theirs.makeAll();

        runFollowingAdvice();

        assertThat(adopted)
                .extracting(entry -> entry.path("resource").asText())
                .containsExactlyInAnyOrderElementsOf(
                        WantedResources.of(lab.request()).names());
        assertThat(marked())
                .as("what can't be changed has a successor, and nothing else is new")
                .hasSize(2)
                .allMatch(name ->
                        name.matches("(instanceTemplates/my-instance-template|sslCertificates/my-cert)-[0-9a-f]{8}"));
        assertThat(path()).isEqualTo("/");
        assertThat(lab.instances()).hasSize(3).allMatch(vm -> vm.getLabelsMap().containsValue("lab"));
        assertThat(rule().getSourceRangesList()).containsExactly("130.211.0.0/22", "35.191.0.0/16");
        assertThat(rule().getTargetTagsList()).isEmpty();
        assertThat(lab.clients()
                        .backendServices()
                        .get(lab.project(), "my-backend-service")
                        .getIap()
                        .getEnabled())
                .isTrue();
    }

    @Test
    void whatIsAdoptedKeepsItsDescriptionAndASecondRunWritesNothing() {
        theirs.makeAll();
        runFollowingAdvice();

        assertThat(lab.operationsOf(() -> lab.runThrough(FrontendStage.NAME))).isEmpty();
        assertThat(lab.plan(Direction.PROVISION))
                .filteredOn(plan -> !plan.stage().equals(VerifyStage.NAME))
                .allSatisfy(plan ->
                        assertThat(plan.changes()).allMatch(planned -> planned.change() instanceof Change.None));
        assertThat(check().getDescription()).isEqualTo(TheirThings.DESCRIPTION);
        assertThat(rule().getDescription()).isEqualTo(TheirThings.DESCRIPTION);
    }

    @Test
    void whatIsAdoptedToGoGoesWithTheDeployment() {
        theirs.makeAll();
        runFollowingAdvice();
        adopt(REMOVE, WantedResources.of(lab.request()).names());
        lab.runThrough(FrontendStage.NAME);

        lab.tearDownThrough(FirewallStage.NAME);

        assertThat(there()).isEmpty();
        assertThat(lab.instances()).isEmpty();
        assertThat(lab.operationsOf(() -> lab.tearDownThrough(FirewallStage.NAME)))
                .isEmpty();
    }

    @Test
    void whatIsAdoptedToBeKeptStaysAsItIsWhenTheRestGoes() {
        theirs.firewallRule();
        theirs.healthCheck();
        theirs.address();
        theirs.certificate("Test");
        adopt(
                KEEP,
                List.of(
                        "firewalls/allow-iap-traffic",
                        "healthChecks/my-health-check",
                        "addresses/static-ip",
                        "sslCertificates/my-cert"));
        lab.runThrough(FrontendStage.NAME);
        HealthCheck changed = check();

        lab.tearDownThrough(FirewallStage.NAME);

        assertThat(there())
                .containsExactlyInAnyOrder(
                        "firewalls/allow-iap-traffic",
                        "healthChecks/my-health-check",
                        "addresses/static-ip",
                        "sslCertificates/my-cert");
        assertThat(check()).isEqualTo(changed);
        assertThat(lab.collections().firewalls().find("default-allow-internal")).isPresent();
    }

    @Test
    void aCertificateThatIsAsAskedForIsAdoptedAsItIs() {
        theirs.certificate("Test");
        adopt(KEEP, List.of("sslCertificates/my-cert"));

        assertThat(lab.operationsOf(() -> lab.run(CertificateStage.NAME))).isEmpty();
        assertThat(lab.deployment().outputsOf(CertificateStage.NAME).get("certificate"))
                .endsWith("/sslCertificates/my-cert");
    }

    @Test
    void whatIsKeptAndUsesWhatGoesIsNamedAndKeepsItWithIapOn() {
        theirs.healthCheck();
        theirs.backendService();
        theirs.urlMap();
        adopt(KEEP, List.of("urlMaps/my-load-balancer"));
        adopt(REMOVE, List.of("healthChecks/my-health-check", "backendServices/my-backend-service"));
        lab.runThrough(FrontendStage.NAME);

        assertThatThrownBy(() -> lab.tearDownThrough(FirewallStage.NAME))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("my-backend-service")
                .hasMessageContaining("my-load-balancer");
        assertThat(lab.clients()
                        .backendServices()
                        .get(lab.project(), "my-backend-service")
                        .getIap()
                        .getEnabled())
                .isTrue();
        assertThat(lab.policy().getBindingsList())
                .as("those who were granted access")
                .isEmpty();
    }

    @Test
    void anAdoptedServiceLosesWhoeverTheRequestDoesNotNameAndKeptItKeepsThoseItNames() {
        theirs.healthCheck();
        theirs.backendService();
        lab.clients()
                .iap()
                .setIamPolicy(SetIamPolicyRequest.newBuilder()
                        .setResource(lab.iapResource())
                        .setPolicy(Policy.newBuilder()
                                .addBindings(Binding.newBuilder()
                                        .setRole(AccessPolicy.ROLE)
                                        .addMembers("user:dave@example.com")))
                        .build());
        adopt(KEEP, List.of("healthChecks/my-health-check", "backendServices/my-backend-service"));

        lab.runThrough(AccessStage.NAME);
        assertThat(lab.policy().toString()).doesNotContain("dave@").contains("alice@");
        lab.tearDown(AccessStage.NAME);
        lab.tearDown(IapStage.NAME);

        assertThat(lab.policy().toString()).contains("alice@");
    }

    @Test
    void withoutTheEntryInALaterRequestItIsRefusedAgain() {
        theirs.firewallRule();
        adopt(KEEP, List.of("firewalls/allow-iap-traffic"));
        lab.run(FirewallStage.NAME);
        adopted.clear();
        ask();

        assertThatThrownBy(() -> lab.run(FirewallStage.NAME))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("firewalls/allow-iap-traffic exists already and was not made by Sallyport");
    }

    @Test
    void whatAnotherDeploymentHasMadeIsNeverAdopted() {
        lab.asking(request -> request.put("deployment", "other"));
        lab.run(CertificateStage.NAME);
        adopt(REMOVE, List.of("sslCertificates/my-cert"));

        assertThatThrownBy(() -> lab.run(CertificateStage.NAME))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.remedy())
                                .contains("What another deployment has made cannot be adopted"))
                .hasMessage("sslCertificates/my-cert exists already and belongs to the deployment other");
        lab.tearDown(CertificateStage.NAME);
        assertThat(there()).containsExactly("sslCertificates/my-cert");
    }

    @Test
    void whatAnotherDeploymentHasAdoptedIsRefusedAndStays() {
        theirs.address();
        String address = "addresses/static-ip";
        lab.asking(request -> {
            request.put("deployment", "other");
            request.putArray("adopt").addObject().put("resource", address);
        });
        lab.deployment().neighbours().add(lab.request());
        lab.asking(request -> {});
        lab.runThrough(AccessStage.NAME);
        adopt(REMOVE, List.of(address));

        assertThatThrownBy(() -> lab.run(FrontendStage.NAME))
                .isInstanceOf(Rejected.class)
                .hasMessage(address + " is adopted by the deployment other as well");
        lab.tearDown(FrontendStage.NAME);
        assertThat(there()).contains(address);
    }

    @Test
    void whatIsAdoptedButNotThereIsMadeAndIsTheDeployments() {
        adopt(KEEP, List.of("firewalls/allow-iap-traffic"));
        lab.run(FirewallStage.NAME);

        lab.tearDown(FirewallStage.NAME);

        assertThat(there()).isEmpty();
    }

    /** Runs the stages, and does what they say when they refuse something. */
    private void runFollowingAdvice() {
        int kinds = WantedResources.of(lab.request()).names().size();
        for (int refusals = 0; refusals <= kinds; refusals++) {
            try {
                lab.runThrough(FrontendStage.NAME);
                return;
            } catch (Rejected rejected) {
                adopted.add(entryIn(rejected));
                ask();
            }
        }
        throw new AssertionError("there is always something more to adopt: " + adopted);
    }

    private static JsonNode entryIn(Rejected rejected) {
        Matcher entry = ENTRY.matcher(rejected.remedy());
        assertThat(entry.find()).as(rejected.getMessage()).isTrue();
        try {
            return JSON.readTree(entry.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void adopt(String onDestroy, List<String> resources) {
        adopted.removeIf(entry -> resources.contains(entry.path("resource").asText()));
        resources.forEach(resource ->
                adopted.add(JSON.createObjectNode().put("resource", resource).put("onDestroy", onDestroy)));
        ask();
    }

    private void ask() {
        lab.asking(request -> {
            ArrayNode list = request.putArray("adopt");
            adopted.forEach(list::add);
        });
    }

    private HealthCheck check() {
        return lab.clients().healthChecks().get(lab.project(), "my-health-check");
    }

    private String path() {
        return check().getHttpHealthCheck().getRequestPath();
    }

    private Firewall rule() {
        return lab.clients().firewalls().get(lab.project(), "allow-iap-traffic");
    }

    private List<String> marked() {
        return collections()
                .flatMap(collection ->
                        collection.namesOf(new Mark("lab")).stream().map(name -> collection.name() + "/" + name))
                .toList();
    }

    /** What is there of what the request asks for, whoever made it. */
    private List<String> there() {
        List<String> wanted = WantedResources.of(lab.request()).names();
        return collections()
                .flatMap(collection -> wanted.stream()
                        .filter(name -> name.startsWith(collection.name() + "/"))
                        .filter(name -> collection
                                .find(name.substring(name.indexOf('/') + 1))
                                .isPresent()))
                .toList();
    }

    private Stream<ResourceCollection<?>> collections() {
        ComputeCollections all = lab.collections();
        return Stream.of(
                all.firewalls(),
                all.instanceTemplates(),
                all.instanceGroupManagers("us-central1"),
                all.sslCertificates(),
                all.healthChecks(),
                all.backendServices(),
                all.urlMaps(),
                all.targetHttpsProxies(),
                all.addresses(),
                all.forwardingRules());
    }
}
