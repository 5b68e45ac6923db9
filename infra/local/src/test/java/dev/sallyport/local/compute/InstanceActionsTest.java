package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.local.compute.ComputeFixture.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be done to a VM. */
class InstanceActionsTest {
    private static final String VM = "zones/us-central1-a/instances/vm";

    private final ComputeFixture cloud = new ComputeFixture();

    @BeforeEach
    void makeAnInstance() {
        cloud.change("POST", "zones/us-central1-a/instances", """
                {'name': 'vm', 'machineType': 'zones/us-central1-a/machineTypes/e2-micro',
                 'networkInterfaces': [{'accessConfigs': [{'name': 'external-nat', 'type': 'ONE_TO_ONE_NAT'}]}],
                 'disks': [{'boot': true, 'deviceName': 'boot',
                  'initializeParams': {'sourceImage': 'projects/debian-cloud/global/images/family/debian-12'}}]}
                """);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aSuspendedInstanceServesNothingUntilItIsResumed() {
        cloud.change("POST", VM + "/suspend", "");

        JsonNode suspended = vm();
        assertThat(suspended.path("status").asText()).isEqualTo("SUSPENDED");
        assertThat(suspended.path("lastSuspendedTimestamp").asText()).isNotEmpty();

        cloud.change("POST", VM + "/resume", "");
        assertThat(vm().path("status").asText()).isEqualTo("RUNNING");
    }

    @ParameterizedTest
    @CsvSource({"suspend, start", "stop, suspend", "stop, resume", "suspend, suspend"})
    void whatDoesNotFollowIsRefused(String first, String then) {
        cloud.change("POST", VM + "/" + first, "");

        Answer answer = cloud.post(VM + "/" + then, "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("resourceNotReady");
        assertThat(answer.message()).startsWith("The resource 'projects/lab-project/" + VM + "' is not ready");
    }

    @Test
    void aDiskMaySurviveItsInstance() {
        cloud.change("POST", VM + "/setDiskAutoDelete?deviceName=boot&autoDelete=true", "");
        assertThat(vm().at("/disks/0/autoDelete").asBoolean()).isTrue();

        cloud.change("POST", VM + "/setDiskAutoDelete?deviceName=boot&autoDelete=false", "");
        cloud.change("DELETE", VM, "");

        assertThat(cloud.get("zones/us-central1-a/disks/vm").status()).isEqualTo(200);
        assertThat(cloud.post(VM + "/setDiskAutoDelete?deviceName=boot", "").message())
                .isEqualTo("Required field 'autoDelete' not specified");
    }

    @Test
    void anExternalAddressIsKeptWhenItsConfigIsUpdated() {
        String address = vm().at("/networkInterfaces/0/accessConfigs/0/natIP").asText();

        cloud.change(
                "POST",
                VM + "/updateAccessConfig?networkInterface=nic0",
                "{'name': 'external-nat', 'setPublicPtr': true, 'publicPtrDomainName': 'example.com.'}");

        JsonNode access = vm().at("/networkInterfaces/0/accessConfigs/0");
        assertThat(access.path("publicPtrDomainName").asText()).isEqualTo("example.com.");
        assertThat(access.path("natIP").asText()).isEqualTo(address);
    }

    @Test
    void anInterfaceIsUpdatedWithItsFingerprintOnly() {
        String path = VM + "/updateNetworkInterface?networkInterface=nic0";
        String fingerprint = vm().at("/networkInterfaces/0/fingerprint").asText();

        assertThat(cloud.patch(path, "{'nicType': 'GVNIC'}").message())
                .isEqualTo("Required field 'resource.fingerprint' not specified");
        cloud.change("PATCH", path, "{'nicType': 'GVNIC', 'fingerprint': '" + fingerprint + "'}");
        Answer again = cloud.patch(path, "{'nicType': 'VIRTIO_NET', 'fingerprint': '" + fingerprint + "'}");

        assertThat(vm().at("/networkInterfaces/0/nicType").asText()).isEqualTo("GVNIC");
        assertThat(again.status()).isEqualTo(412);
    }

    @Test
    void anImageMayBeNamedByTheViewOfItsFamilyAsGcloudDoes() {
        String newest = cloud.in("debian-cloud")
                .get("zones/us-central1-a/imageFamilyViews/debian-12")
                .json()
                .at("/image/selfLink")
                .asText();

        cloud.change("POST", "zones/us-central1-a/disks", """
                {'name': 'data', 'sourceImage':
                 'http://127.0.0.1:4510/compute/v1/projects/debian-cloud/zones/-/imageFamilyViews/debian-12'}
                """);

        assertThat(newest).contains("/debian-cloud/global/images/debian-12-");
        assertThat(cloud.get("zones/us-central1-a/disks/data")
                        .json()
                        .path("sourceImage")
                        .asText())
                .isEqualTo(newest);
    }

    @Test
    void aSuspendedMachineIsSwitchedOff() {
        RecordedMachines machines = new RecordedMachines();
        cloud.compute.attach(machines);

        cloud.change("POST", VM + "/suspend", "");
        cloud.change("POST", VM + "/resume", "");

        assertThat(machines.switched()).containsSubsequence("stop vm", "start vm");
    }

    private JsonNode vm() {
        return cloud.get(VM).json();
    }
}
