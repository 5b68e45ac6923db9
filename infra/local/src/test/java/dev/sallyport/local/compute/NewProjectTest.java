package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class NewProjectTest {
    private static final ComputeFixture CLOUD = new ComputeFixture();

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @Test
    void theDefaultNetworkHasASubnetworkInEveryRegion() {
        JsonNode network = CLOUD.get("global/networks/default").json();

        assertThat(network.get("autoCreateSubnetworks").asBoolean()).isTrue();
        assertThat(network.get("subnetworks")).hasSameSizeAs(Geography.regions());
        assertThat(CLOUD.get("regions/us-central1/subnetworks/default")
                        .json()
                        .get("ipCidrRange")
                        .asText())
                .isEqualTo("10.128.0.0/20");
    }

    @Test
    void theDefaultNetworkHasItsFourRules() {
        assertThat(CLOUD.get("global/firewalls").json().findValuesAsText("name"))
                .containsExactly(
                        "default-allow-icmp", "default-allow-internal", "default-allow-rdp", "default-allow-ssh");
        JsonNode internal = CLOUD.get("global/firewalls/default-allow-internal").json();
        assertThat(internal.get("priority").asInt()).isEqualTo(65534);
        assertThat(internal.get("sourceRanges").toString()).isEqualTo("[\"10.128.0.0/9\"]");
        assertThat(internal.get("allowed").findValuesAsText("IPProtocol")).containsExactly("tcp", "udp", "icmp");
    }

    @Test
    void theProjectNamesItsDefaultServiceAccountByNumber() {
        JsonNode project = CLOUD.sendTo("GET", "/compute/v1/projects/" + ComputeFixture.PROJECT, "")
                .json();

        String number = CLOUD.projects.named(ComputeFixture.PROJECT).number();
        assertThat(project.get("id").asText()).isEqualTo(number);
        assertThat(project.get("defaultServiceAccount").asText())
                .isEqualTo(number + "-compute@developer.gserviceaccount.com");
        assertThat(project.at("/commonInstanceMetadata/kind").asText()).isEqualTo("compute#metadata");
    }

    @Test
    void projectsShareNothing() {
        CLOUD.in("one-project").change("POST", "global/addresses", "{'name': 'a'}");

        assertThat(CLOUD.in("another-project").get("global/addresses").json().has("items"))
                .isFalse();
    }

    @Test
    void theNumberNamesTheProjectToo() {
        String number = CLOUD.projects.named(ComputeFixture.PROJECT).number();

        assertThat(CLOUD.in(number)
                        .get("global/networks/default")
                        .json()
                        .get("selfLink")
                        .asText())
                .isEqualTo("https://www.googleapis.com/compute/v1/projects/lab-project/global/networks/default");
    }

    @Test
    void zonesRegionsAndMachineTypesAreThere() {
        assertThat(CLOUD.get("zones/us-central1-f").json().get("status").asText())
                .isEqualTo("UP");
        assertThat(CLOUD.get("regions/us-central1").json().get("zones")).hasSize(4);
        assertThat(CLOUD.get("zones/us-central1-a/machineTypes/e2-micro")
                        .json()
                        .get("guestCpus")
                        .asInt())
                .isEqualTo(2);
        assertThat(CLOUD.get("zones").json().get("items")).hasSizeGreaterThan(100);
    }

    @Test
    void anImageFamilyGivesItsImage() {
        ComputeFixture debian = CLOUD.in("debian-cloud");

        assertThat(List.of("debian-11", "debian-12"))
                .allSatisfy(family -> assertThat(debian.get("global/images/family/" + family)
                                .json()
                                .get("name")
                                .asText())
                        .startsWith(family + "-"));
        assertThat(debian.get("global/images/debian-12").status()).isEqualTo(404);
    }
}
