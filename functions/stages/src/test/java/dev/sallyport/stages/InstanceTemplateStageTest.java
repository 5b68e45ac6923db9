package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.cloud.compute.v1.InstanceProperties;
import com.google.cloud.compute.v1.InstanceTemplate;
import com.google.cloud.compute.v1.Items;
import com.google.cloud.compute.v1.Router;
import com.google.cloud.compute.v1.RouterNat;
import dev.sallyport.converge.Link;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LabExtension.class)
class InstanceTemplateStageTest {
    private Lab lab;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
    }

    @Test
    void theTemplateMakesTheVmsAskedFor() {
        InstanceTemplate template = template(run());
        InstanceProperties properties = template.getProperties();
        assertThat(template.getName()).isEqualTo("my-instance-template");
        assertThat(properties.getMachineType()).isEqualTo("e2-micro");
        assertThat(properties.getServiceAccounts(0).getEmail()).isEqualTo("default");
        assertThat(properties.getServiceAccounts(0).getScopesList())
                .containsExactly("https://www.googleapis.com/auth/compute.readonly");
        assertThat(properties.getNetworkInterfaces(0).getAccessConfigsCount()).isEqualTo(1);
        assertThat(properties.getMetadata().getItemsList())
                .extracting(Items::getKey, Items::getValue)
                .containsExactly(
                        tuple("startup-script", lab.request().instanceTemplate().startupScript()));
        assertThat(template.getDescription()).isEqualTo("Managed by Sallyport: deployment lab");
    }

    @Test
    void aSecondRunWritesNothing() {
        String first = run();
        Set<String> operations = lab.operations();
        assertThat(run()).isEqualTo(first);
        assertThat(lab.operations()).isEqualTo(operations);
    }

    @Test
    void otherContentsGetANameOfTheirOwn() {
        String first = run();
        lab.asking(request -> request.withObject("/instanceTemplate").put("machineType", "e2-small"));
        String second = run();
        assertThat(Link.name(second)).matches("my-instance-template-[0-9a-f]{8}");
        assertThat(template(second).getProperties().getMachineType()).isEqualTo("e2-small");
        assertThat(template(first).getProperties().getMachineType()).isEqualTo("e2-micro");
        assertThat(run()).isEqualTo(second);
    }

    @Test
    void somethingNoLongerWantedCountsAsOtherContents() {
        run();
        lab.asking(request -> request.withObject("/instanceTemplate").put("externalAddress", false));
        InstanceTemplate second = template(run());
        assertThat(second.getName()).isNotEqualTo("my-instance-template");
        assertThat(second.getProperties().getNetworkInterfaces(0).getAccessConfigsList())
                .isEmpty();
    }

    @Test
    void theFirstContentsAgainUseTheFirstTemplate() {
        String first = run();
        lab.asking(request -> request.withObject("/instanceTemplate").put("machineType", "e2-small"));
        run();
        lab.asking(request -> {});
        assertThat(run()).isEqualTo(first);
    }

    @Test
    void whereVmsHaveNoExternalAddressItIsSaidThatNothingLeadsOutUntilThereIsCloudNat() {
        assertThat(lab.run(InstanceTemplateStage.NAME).outputs()).doesNotContainKey("note");

        lab.asking(request -> request.withObject("/instanceTemplate").put("externalAddress", false));
        assertThat(lab.run(InstanceTemplateStage.NAME).outputs().get("note"))
                .contains("no external address")
                .contains("network default has no router with Cloud NAT in us-central1");

        ByHand.await(lab.clients()
                .routers()
                .insertAsync(
                        lab.project(),
                        "us-central1",
                        Router.newBuilder()
                                .setName("way-out")
                                .setNetwork("global/networks/default")
                                .addNats(RouterNat.newBuilder()
                                        .setName("nat")
                                        .setNatIpAllocateOption("AUTO_ONLY")
                                        .setSourceSubnetworkIpRangesToNat("ALL_SUBNETWORKS_ALL_IP_RANGES"))
                                .build()));
        assertThat(lab.run(InstanceTemplateStage.NAME).outputs()).doesNotContainKey("note");
    }

    private String run() {
        return lab.run(InstanceTemplateStage.NAME).outputs().get("template");
    }

    private InstanceTemplate template(String link) {
        return lab.clients().instanceTemplates().get(lab.project(), Link.name(link));
    }
}
