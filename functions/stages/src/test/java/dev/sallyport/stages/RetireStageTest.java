package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.InstanceTemplate;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.google.cloud.compute.v1.UrlMap;
import dev.sallyport.converge.ComputeCollections;
import dev.sallyport.converge.Mark;
import dev.sallyport.deployment.Direction;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the present request names no more goes, once nothing uses it. */
@ExtendWith(LabExtension.class)
class RetireStageTest {
    private Lab lab;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
    }

    @Test
    void whereNothingIsOutdatedNothingIsWritten() {
        lab.runThrough(FrontendStage.NAME);
        assertThat(lab.operationsOf(() -> lab.run(RetireStage.NAME))).isEmpty();
    }

    @Test
    void templateAndCertificateGoOnceOthersHaveTakenTheirPlaces() {
        lab.runThrough(RetireStage.NAME);
        lab.asking(request -> {
            request.withObject("/instanceTemplate").put("machineType", "e2-small");
            request.withObject("/certificate/selfSigned/subject").put("commonName", "Other");
        });

        lab.runThrough(RetireStage.NAME);

        assertThat(lab.collections().instanceTemplates().namesOf(mark()))
                .singleElement()
                .asString()
                .startsWith("my-instance-template-");
        assertThat(lab.collections().sslCertificates().namesOf(mark()))
                .singleElement()
                .asString()
                .startsWith("my-cert-");
        assertThat(lab.operationsOf(() -> lab.runThrough(RetireStage.NAME))).isEmpty();
    }

    @Test
    void whatHadOtherNamesGoes() {
        lab.asking(request -> {
            request.withObject("/loadBalancer").put("http", "redirect");
            request.withObject("/loadBalancer").putObject("tls");
        });
        lab.runThrough(RetireStage.NAME);
        lab.asking(request -> {
            request.withObject("/loadBalancer")
                    .put("urlMap", "new-map")
                    .put("proxy", "new-proxy")
                    .put("forwardingRule", "new-rule")
                    .put("address", "new-address");
            request.withObject("/healthCheck").put("name", "new-check");
            request.withObject("/backendService").put("name", "new-service");
        });

        lab.runThrough(RetireStage.NAME);

        ComputeCollections collections = lab.collections();
        assertThat(collections.forwardingRules().namesOf(mark())).containsExactly("new-rule");
        assertThat(collections.targetHttpsProxies().namesOf(mark())).containsExactly("new-proxy");
        assertThat(collections.targetHttpProxies().namesOf(mark())).isEmpty();
        assertThat(collections.urlMaps().namesOf(mark())).containsExactly("new-map");
        assertThat(collections.addresses().namesOf(mark())).containsExactly("new-address");
        assertThat(collections.sslPolicies().namesOf(mark())).isEmpty();
        assertThat(collections.healthChecks().namesOf(mark())).containsExactly("new-check");
        assertThat(collections.backendServices().namesOf(mark())).containsExactly("new-service");
        assertThat(lab.run(RetireStage.NAME).outputs()).isEmpty();
    }

    @Test
    void aRedirectThatHasMovedLeavesNothingAtTheOldAddress() {
        lab.asking(request -> request.withObject("/loadBalancer").put("http", "redirect"));
        lab.runThrough(RetireStage.NAME);
        lab.asking(request -> request.withObject("/loadBalancer")
                .put("http", "redirect")
                .put("address", "new-address")
                .put("forwardingRule", "new-rule"));

        lab.runThrough(RetireStage.NAME);

        assertThat(lab.collections().addresses().namesOf(mark())).containsExactly("new-address");
        assertThat(lab.collections().forwardingRules().namesOf(mark()))
                .hasSize(2)
                .contains("new-rule")
                .doesNotContain("lab-http-rule");
    }

    @Test
    void aGroupInAnotherRegionGoes() {
        lab.runThrough(RetireStage.NAME);
        lab.asking(request -> {
            request.put("region", "us-east1");
            request.withObject("/instanceGroup").remove("zones");
        });

        lab.runThrough(RetireStage.NAME);

        assertThat(lab.collections().instanceGroupManagers("us-central1").namesOf(mark()))
                .isEmpty();
        assertThat(lab.collections().instanceGroupManagers("us-east1").namesOf(mark()))
                .hasSize(1);
    }

    @Test
    void whatSomebodyElseUsesIsLeftAndNamedAndTheRestGoes() {
        lab.runThrough(RetireStage.NAME);
        ByHand.await(lab.clients()
                .targetHttpsProxies()
                .insertAsync(
                        lab.project(),
                        TargetHttpsProxy.newBuilder()
                                .setName("somebody-elses")
                                .setUrlMap("global/urlMaps/my-load-balancer")
                                .addSslCertificates("global/sslCertificates/my-cert")
                                .build()));
        lab.asking(request -> {
            request.withObject("/instanceTemplate").put("machineType", "e2-small");
            request.withObject("/certificate/selfSigned/subject").put("commonName", "Other");
        });

        lab.runThrough(FrontendStage.NAME);
        String note = lab.run(RetireStage.NAME).outputs().get("note");

        assertThat(note).contains("sslCertificates/my-cert").contains("somebody-elses");
        assertThat(lab.collections().instanceTemplates().namesOf(mark())).hasSize(1);
        assertThat(lab.collections().sslCertificates().namesOf(mark())).hasSize(2);
    }

    @Test
    void whatWasLeftIsNotPlannedAgainAndGoesWithTheNextRunOnceItIsLetGo() {
        lab.runThrough(RetireStage.NAME);
        somebodyElseUsesTheService();
        lab.asking(request -> request.withObject("/backendService").put("name", "new-service"));
        assertThat(planned()).contains("- backendServices/my-backend-service");

        lab.runThrough(RetireStage.NAME);

        assertThat(planned()).isEmpty();
        assertThat(PlanLines.consequences(lab.plan(Direction.PROVISION)))
                .containsExactly("Outdated, and left by the last run because others used it:"
                        + " backendServices/my-backend-service. Every run tries again to delete it.");

        assertThat(PlanLines.consequences(lab.plan(Direction.DESTROY))).noneMatch(text -> text.contains("Outdated"));

        ByHand.await(lab.clients().urlMaps().deleteAsync(lab.project(), "somebody-elses"));
        assertThat(planned()).isEmpty();
        assertThat(lab.run(RetireStage.NAME).outputs()).isEmpty();
        assertThat(lab.collections().backendServices().namesOf(mark())).containsExactly("new-service");
        assertThat(PlanLines.consequences(lab.plan(Direction.PROVISION))).isEmpty();
    }

    @Test
    void whatIsWantedAgainIsNotLeft() {
        lab.runThrough(RetireStage.NAME);
        somebodyElseUsesTheService();
        lab.asking(request -> request.withObject("/backendService").put("name", "new-service"));
        lab.runThrough(RetireStage.NAME);

        lab.asking(request -> {});

        assertThat(planned()).contains("- backendServices/new-service");
        assertThat(PlanLines.consequences(lab.plan(Direction.PROVISION))).noneMatch(text -> text.contains("Outdated"));
    }

    private List<String> planned() {
        return PlanLines.of(lab.plan(Direction.PROVISION));
    }

    @Test
    void whatDoesNotBearTheMarkStays() {
        lab.runThrough(FrontendStage.NAME);
        InstanceTemplate ours = lab.collections()
                .instanceTemplates()
                .find("my-instance-template")
                .orElseThrow();
        ByHand.await(lab.clients()
                .instanceTemplates()
                .insertAsync(
                        lab.project(),
                        InstanceTemplate.newBuilder()
                                .setName("by-hand")
                                .setProperties(ours.getProperties())
                                .build()));

        lab.run(RetireStage.NAME);

        assertThat(lab.collections().instanceTemplates().find("by-hand")).isPresent();
    }

    private void somebodyElseUsesTheService() {
        ByHand.await(lab.clients()
                .urlMaps()
                .insertAsync(
                        lab.project(),
                        UrlMap.newBuilder()
                                .setName("somebody-elses")
                                .setDefaultService("global/backendServices/my-backend-service")
                                .build()));
    }

    private Mark mark() {
        return new Mark("lab");
    }
}
