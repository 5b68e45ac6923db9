package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Managed groups where operations take no time. */
class GroupsWithoutLatencyTest {
    private static final String GROUP = "zones/us-central1-a/instanceGroupManagers/g";

    private final ComputeFixture cloud = new ComputeFixture();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aGroupIsNotStableAsSoonAsItsOperationIsDoneButSoonAfter() {
        cloud.change("POST", "global/instanceTemplates", """
                {'name': 't', 'properties': {
                  'machineType': 'e2-micro',
                  'disks': [{'boot': true, 'initializeParams':
                    {'sourceImage': 'projects/debian-cloud/global/images/family/debian-12'}}],
                  'networkInterfaces': [{'network': 'global/networks/default'}]}}
                """);
        cloud.change(
                "POST",
                "zones/us-central1-a/instanceGroupManagers",
                "{'name': 'g', 'targetSize': 3, 'instanceTemplate': 'global/instanceTemplates/t'}");

        JsonNode group = cloud.get(GROUP).json();

        assertThat(group.at("/status/isStable").asBoolean()).isFalse();
        assertThat(group.at("/currentActions/creating").asInt()).isEqualTo(3);
        await().untilAsserted(() -> assertThat(
                        cloud.get(GROUP).json().at("/status/isStable").asBoolean())
                .isTrue());
    }
}
