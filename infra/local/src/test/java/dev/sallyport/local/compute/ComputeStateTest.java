package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.local.compute.ComputeFixture.Answer;
import dev.sallyport.local.state.StateRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a Compute Engine still knows when its process has been killed and started again. */
class ComputeStateTest {
    private static final String VM = """
            {'name': 'vm', 'machineType': 'zones/us-central1-a/machineTypes/e2-micro',
             'disks': [{'boot': true, 'initializeParams': {'sourceImage':
               'projects/debian-cloud/global/images/family/debian-12'}}],
             'networkInterfaces': [{'network': 'global/networks/default', 'accessConfigs': [{}]}]}""";

    private final MemoryJournal journal = new MemoryJournal();
    private final RecordedMachines machines = new RecordedMachines();
    private ComputeFixture cloud = started();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void whatWasAnsweredIsThereAfterARestart() {
        cloud.change("POST", "global/networks", "{'name': 'n', 'autoCreateSubnetworks': false}");
        cloud.change(
                "POST",
                "global/firewalls",
                "{'name': 'f', 'network': 'global/networks/n', 'allowed': [{'IPProtocol': 'tcp'}]}");
        cloud.change("POST", "zones/us-central1-a/instances", VM);
        cloud.change("DELETE", "global/firewalls/default-allow-rdp", "");
        List<String> paths = List.of(
                "global/networks",
                "global/firewalls",
                "global/operations",
                "aggregated/instances",
                "aggregated/disks",
                "aggregated/subnetworks",
                "regions",
                "");
        List<JsonNode> before =
                paths.stream().map(path -> cloud.get(path).json()).toList();

        restart();

        assertThat(paths.stream().map(path -> cloud.get(path).json())).isEqualTo(before);
    }

    @Test
    void aProjectThatWasOnlyLookedAtStaysTheSame() {
        JsonNode before = cloud.get("global/networks/default").json();

        restart();

        assertThat(cloud.get("global/networks/default").json()).isEqualTo(before);
    }

    @Test
    void anOperationGoesOnWhereItWas() {
        String operation = cloud.post("global/urlMaps", "{'name': 'm', 'defaultUrlRedirect': {'hostRedirect': 'a.b'}}")
                .json()
                .get("name")
                .asText();

        restart();

        assertThat(status(operation)).isIn("PENDING", "RUNNING");
        assertThat(cloud.delete("global/urlMaps/m").reason()).isEqualTo("resourceNotReady");
        cloud.clock.advance(Duration.ofHours(1));
        assertThat(status(operation)).isEqualTo("DONE");
        assertThat(cloud.delete("global/urlMaps/m").status()).isEqualTo(200);
    }

    @Test
    void aRequestIdStandsForItsRequestForGood() {
        String path = "global/addresses?requestId=6ba7b810-9dad-11d1-80b4-00c04fd430c8";
        Answer first = cloud.post(path, "{'name': 'a'}");

        restart();

        assertThat(cloud.post(path, "{'name': 'a'}").json().get("name"))
                .isEqualTo(first.json().get("name"));
    }

    @Test
    void addressesAndIdsThatHaveGoneDoNotComeBack() {
        cloud.change("POST", "global/addresses", "{'name': 'a'}");
        JsonNode gone = cloud.get("global/addresses/a").json();
        cloud.change("DELETE", "global/addresses/a", "");

        restart();
        cloud.change("POST", "global/addresses", "{'name': 'b'}");
        JsonNode next = cloud.get("global/addresses/b").json();

        assertThat(next.get("address")).isNotEqualTo(gone.get("address"));
        assertThat(next.get("id").asLong()).isGreaterThan(gone.get("id").asLong());
    }

    @Test
    void aRolloutIsFinishedAfterARestart() {
        template("old");
        template("new");
        String managers = "zones/us-central1-a/instanceGroupManagers";
        cloud.change(
                "POST", managers, "{'name': 'g', 'targetSize': 3, 'instanceTemplate': 'global/instanceTemplates/old'}");
        awaitStable(managers + "/g");
        cloud.change(
                "PATCH",
                managers + "/g",
                "{'versions': [{'instanceTemplate': 'global/instanceTemplates/new'}], 'updatePolicy': "
                        + "{'type': 'PROACTIVE', 'minimalAction': 'REPLACE', 'maxSurge': {'fixed': 1}, "
                        + "'maxUnavailable': {'fixed': 0}}}");

        restart();
        awaitStable(managers + "/g");

        assertThat(cloud.post(managers + "/g/listManagedInstances", "").json().findValuesAsText("instanceTemplate"))
                .hasSize(3)
                .allMatch(template -> template.endsWith("/new"));
    }

    @Test
    void aPrivateKeyIsKeptWhereNobodyReadsIt() {
        TestCertificate uploaded = TestCertificate.create("app.example.com");
        cloud.change(
                "POST",
                "global/sslCertificates",
                "{'name': 'c', 'certificate': '" + uploaded.certificateJson() + "', 'privateKey': '"
                        + uploaded.keyJson() + "'}");
        String secret = uploaded.key().lines().toList().get(1);

        assertThat(journal.records())
                .filteredOn(record -> record.value().toStringUtf8().contains(secret))
                .isNotEmpty()
                .allMatch(StateRecord::secret);
        restart();

        assertThat(cloud.compute.privateKeyPem("projects/lab-project/global/sslCertificates/c"))
                .contains(uploaded.key());
        assertThat(cloud.get("global/sslCertificates/c")
                        .json()
                        .get("certificate")
                        .asText())
                .isEqualTo(uploaded.certificate());
    }

    @Test
    void theMachinesBootAgain() {
        cloud.change("POST", "zones/us-central1-a/instances", VM);
        cloud.change("POST", "zones/us-central1-a/instances", VM.replace("'vm'", "'idle'"));
        cloud.change("POST", "zones/us-central1-a/instances/idle/stop", "");
        await().until(() -> machines.switched().contains("stop idle"));
        machines.switched().clear();

        restart();

        assertThat(machines.switched()).containsExactly("start vm");
    }

    @Test
    void aChangeThatCannotBeKeptIsNotMade() {
        cloud.get("global/networks/default");
        cloud.compute.journal(changes -> {
            throw new UncheckedIOException(new IOException("disk full"));
        });

        assertThat(cloud.post("global/addresses", "{'name': 'a'}").status()).isEqualTo(500);
        assertThat(cloud.get("global/addresses/a").status()).isEqualTo(404);
        assertThat(cloud.get("global/operations").json().has("items")).isFalse();
    }

    @Test
    void aProjectThatIsForgottenIsNewAgainAndNoOtherNotices() {
        ComputeFixture other = cloud.in("other-project");
        other.change("POST", "global/addresses", "{'name': 'theirs'}");
        cloud.change("POST", "zones/us-central1-a/instances", VM);
        String network = cloud.get("global/networks/default").json().get("id").asText();

        cloud.compute.replace(ComputeFixture.PROJECT, List.of());

        assertThat(machines.switched()).containsExactly("start vm", "stop vm");
        assertThat(cloud.compute.records(ComputeFixture.PROJECT)).isEmpty();
        assertThat(journal.records()).noneMatch(record -> record.project().equals(ComputeFixture.PROJECT));
        assertThat(cloud.get("zones/us-central1-a/instances/vm").status()).isEqualTo(404);
        assertThat(cloud.get("global/networks/default").json().get("id").asText())
                .isNotEqualTo(network);
        assertThat(other.get("global/addresses/theirs").status()).isEqualTo(200);
    }

    @Test
    void aProjectIsPutBackAsItWas() {
        cloud.change("POST", "zones/us-central1-a/instances", VM);
        List<StateRecord> saved = cloud.compute.records(ComputeFixture.PROJECT);
        JsonNode instance = cloud.get("zones/us-central1-a/instances/vm").json();
        cloud.change("DELETE", "zones/us-central1-a/instances/vm", "");
        cloud.change("POST", "global/addresses", "{'name': 'later'}");

        cloud.compute.replace(ComputeFixture.PROJECT, saved);

        assertThat(machines.switched()).containsExactly("start vm", "stop vm", "start vm");
        restart();
        assertThat(cloud.get("zones/us-central1-a/instances/vm").json()).isEqualTo(instance);
        assertThat(cloud.get("global/addresses/later").status()).isEqualTo(404);
    }

    @Test
    void anAddressThatWasPutBackIsNotGivenToAnybodyElse() {
        cloud.change("POST", "global/addresses", "{'name': 'a'}");
        String address = cloud.get("global/addresses/a").json().get("address").asText();
        List<StateRecord> saved = cloud.compute.records(ComputeFixture.PROJECT);

        try (ComputeFixture elsewhere = new ComputeFixture()) {
            elsewhere.compute.replace(ComputeFixture.PROJECT, saved);
            ComputeFixture other = elsewhere.in("other-project");
            other.change("POST", "global/addresses", "{'name': 'b'}");

            assertThat(other.get("global/addresses/b").json().get("address").asText())
                    .isNotEqualTo(address);
        }
    }

    private void restart() {
        cloud.close();
        machines.switched().clear();
        cloud = started();
    }

    private ComputeFixture started() {
        return new ComputeFixture(
                (collection, method) -> collection.equals("urlMaps") ? Duration.ofHours(1) : Duration.ZERO, compute -> {
                    compute.attach(machines);
                    compute.load(journal.records());
                    compute.journal(journal);
                });
    }

    private void template(String name) {
        cloud.change(
                "POST",
                "global/instanceTemplates",
                "{'name': '" + name + "', 'properties': {'machineType': 'e2-micro', 'disks': [{'boot': true, "
                        + "'initializeParams': {'sourceImage': 'projects/debian-cloud/global/images/family/debian-12'}}], "
                        + "'networkInterfaces': [{'network': 'global/networks/default'}]}}");
    }

    private void awaitStable(String manager) {
        await().until(() -> cloud.get(manager).json().at("/status/isStable").asBoolean()
                && cloud.get(manager)
                        .json()
                        .at("/status/versionTarget/isReached")
                        .asBoolean());
    }

    private String status(String operation) {
        return cloud.get("global/operations/" + operation).json().get("status").asText();
    }
}
