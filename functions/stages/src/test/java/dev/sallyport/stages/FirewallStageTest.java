package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Firewall;
import dev.sallyport.chain.StageResult;
import dev.sallyport.failure.Rejected;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LabExtension.class)
class FirewallStageTest {
    private Lab lab;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
    }

    @Test
    void googlesFrontEndsReachTheApplicationsPort() {
        StageResult result = lab.run(FirewallStage.NAME);
        Firewall rule = rule("allow-iap-traffic");
        assertThat(rule.getSourceRangesList()).containsExactly("130.211.0.0/22", "35.191.0.0/16");
        assertThat(rule.getAllowedList())
                .containsExactly(
                        Allowed.newBuilder().setIPProtocol("tcp").addPorts("80").build());
        assertThat(rule.getDirection()).isEqualTo("INGRESS");
        assertThat(result.outputs())
                .containsEntry("rule", "projects/" + lab.project() + "/global/firewalls/allow-iap-traffic");
    }

    @Test
    void aRuleThatHasToGoIsRememberedAsItWas() {
        Firewall before = rule("default-allow-internal");
        StageResult result = lab.run(FirewallStage.NAME);
        assertThat(lab.collections().firewalls().find("default-allow-internal")).isEmpty();
        assertThat(RemovedRules.read(result.outputs().get("removed")).getItemsList())
                .containsExactly(before);
    }

    @Test
    void whatWasRemovedIsStillKnownInALaterRun() {
        StageResult first = lab.run(FirewallStage.NAME);
        assertThat(lab.run(FirewallStage.NAME)).isEqualTo(first);
    }

    @Test
    void aSecondRunWritesNothing() {
        lab.run(FirewallStage.NAME);
        assertThat(lab.operationsOf(() -> lab.run(FirewallStage.NAME))).isEmpty();
    }

    @Test
    void anotherRuleThatOpensThePortIsRefusedBeforeAnythingIsWritten() {
        insert(open("default-allow-http", "0.0.0.0/0"));
        Set<String> operations = lab.operations();
        assertThatThrownBy(() -> lab.run(FirewallStage.NAME))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("default-allow-http (priority 1000) lets in");
        assertThat(lab.operations()).isEqualTo(operations);
    }

    @Test
    void theNetworkInsideMayStayOpenIfTheRequestKeepsIt() {
        lab.asking(request -> request.withObject("/firewall").putArray("remove"));
        lab.run(FirewallStage.NAME);
        assertThat(lab.collections().firewalls().find("default-allow-internal")).isPresent();
    }

    @Test
    void aRangeAddedByHandIsTakenOutAndNothingElseIsWritten() {
        lab.run(FirewallStage.NAME);
        patch(Firewall.newBuilder()
                .addSourceRanges("130.211.0.0/22")
                .addSourceRanges("35.191.0.0/16")
                .addSourceRanges("0.0.0.0/0")
                .build());
        lab.deployment().started().clear();
        lab.run(FirewallStage.NAME);
        assertThat(lab.deployment().started()).containsExactly("firewalls/allow-iap-traffic/patch/sourceRanges");
        assertThat(rule("allow-iap-traffic").getSourceRangesList()).doesNotContain("0.0.0.0/0");
    }

    @Test
    void aSourceTagAddedByHandIsCleared() {
        lab.run(FirewallStage.NAME);
        patch(Firewall.newBuilder().addSourceTags("anybody").build());
        lab.run(FirewallStage.NAME);
        assertThat(rule("allow-iap-traffic").getSourceTagsList()).isEmpty();
        assertThat(rule("allow-iap-traffic").getSourceRangesCount()).isEqualTo(2);
    }

    @Test
    void somebodyElsesRuleOfTheNameIsLeftAlone() {
        Firewall foreign = open("allow-iap-traffic", "35.191.0.0/16").toBuilder()
                .setDescription("kept by the network team")
                .build();
        insert(foreign);
        assertThatThrownBy(() -> lab.run(FirewallStage.NAME))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.remedy())
                                .contains("Choose another name", "{\"resource\": \"firewalls/allow-iap-traffic\"}"))
                .hasMessageContaining("firewalls/allow-iap-traffic exists already")
                .hasMessageContaining("kept by the network team");
        assertThat(rule("allow-iap-traffic").getDescription()).isEqualTo("kept by the network team");
    }

    @Test
    void theRuleOfAnotherDeploymentIsToldByItsOwner() {
        lab.run(FirewallStage.NAME);
        lab.asking(request -> request.put("deployment", "other"));
        assertThatThrownBy(() -> lab.run(FirewallStage.NAME))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("belongs to the deployment lab");
    }

    @Test
    void tagsTheRequestHasDroppedLimitTheRuleNoLonger() {
        lab.asking(request ->
                request.withObject("/instanceTemplate").putArray("tags").add("web"));
        lab.run(FirewallStage.NAME);
        assertThat(rule("allow-iap-traffic").getTargetTagsList()).containsExactly("web");
        lab.asking(request -> {});
        lab.run(FirewallStage.NAME);
        assertThat(rule("allow-iap-traffic").getTargetTagsList()).isEmpty();
    }

    @Test
    void theRuleOfAnEarlierRequestGoesWhenTheNameChanges() {
        lab.run(FirewallStage.NAME);
        lab.asking(request -> request.withObject("/firewall").put("name", "front-ends-only"));
        lab.run(FirewallStage.NAME);
        assertThat(lab.collections().firewalls().find("allow-iap-traffic")).isEmpty();
        assertThat(rule("front-ends-only").getSourceRangesCount()).isEqualTo(2);
        assertThat(lab.deployment().started())
                .endsWith("firewalls/front-ends-only/insert", "firewalls/allow-iap-traffic/delete");
    }

    @Test
    void theNetworkInsideMayNotHaveBeenOpenedToTheWorld() {
        lab.asking(request -> request.withObject("/firewall").putArray("remove"));
        ByHand.await(lab.clients()
                .firewalls()
                .patchAsync(
                        lab.project(),
                        "default-allow-internal",
                        Firewall.newBuilder().addSourceRanges("0.0.0.0/0").build()));
        assertThatThrownBy(() -> lab.run(FirewallStage.NAME))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("default-allow-internal (priority 65534) lets in");
    }

    private Firewall open(String name, String range) {
        return Firewall.newBuilder()
                .setName(name)
                .setNetwork("projects/" + lab.project() + "/global/networks/default")
                .addSourceRanges(range)
                .addAllowed(Allowed.newBuilder().setIPProtocol("tcp").addPorts("80"))
                .build();
    }

    private Firewall rule(String name) {
        return lab.clients().firewalls().get(lab.project(), name);
    }

    private void insert(Firewall rule) {
        ByHand.await(lab.clients().firewalls().insertAsync(lab.project(), rule));
    }

    private void patch(Firewall change) {
        ByHand.await(lab.clients().firewalls().patchAsync(lab.project(), "allow-iap-traffic", change));
    }
}
