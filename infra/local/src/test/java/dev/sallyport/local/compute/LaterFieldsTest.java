package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fields that Google answers and the published types lack. */
class LaterFieldsTest {
    private static final String ROUTERS = "regions/us-central1/routers";

    private final ComputeFixture cloud = new ComputeFixture();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aGlobalSecurityPolicyHasALinkWithItsId() {
        cloud.change("POST", "global/securityPolicies", "{'name': 'p'}");

        JsonNode policy = cloud.get("global/securityPolicies/p").json();

        assertThat(policy.path("selfLinkWithId").asText())
                .endsWith("/global/securityPolicies/" + policy.path("id").asText());
    }

    @Test
    void aRegionalSecurityPolicyHasNone() {
        cloud.change("POST", "regions/us-central1/securityPolicies", "{'name': 'p'}");

        assertThat(cloud.get("regions/us-central1/securityPolicies/p").json().has("selfLinkWithId"))
                .isFalse();
    }

    @Test
    void listsHaveThemToo() {
        cloud.change("POST", "global/securityPolicies", "{'name': 'p'}");

        assertThat(cloud.get("global/securityPolicies").json().at("/items/0").has("selfLinkWithId"))
                .isTrue();
    }

    @Test
    void theTimeWaitOfAGatewayThatNobodyHasSetIsTwoMinutes() {
        router("{'name': 'n', 'natIpAllocateOption': 'AUTO_ONLY'}");

        assertThat(gateway().path("effectiveTcpTimeWaitTimeoutSec").asInt()).isEqualTo(120);
    }

    @Test
    void theTimeWaitOfAGatewayIsTheOneThatHasBeenSet() {
        router("{'name': 'n', 'natIpAllocateOption': 'AUTO_ONLY', 'tcpTimeWaitTimeoutSec': 60}");

        assertThat(gateway().path("effectiveTcpTimeWaitTimeoutSec").asInt()).isEqualTo(60);
    }

    @Test
    void whatHasBeenReadMayBeSentBack() {
        router("{'name': 'n', 'natIpAllocateOption': 'AUTO_ONLY'}");
        String read = cloud.get(ROUTERS + "/r").json().toString();

        assertThat(cloud.patch(ROUTERS + "/r", read).status()).isEqualTo(200);
    }

    @Test
    void theyCanBeSelected() {
        cloud.change("POST", "global/securityPolicies", "{'name': 'p'}");

        assertThat(cloud.get("global/securityPolicies/p?fields=name,selfLinkWithId")
                        .json()
                        .fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("name", "selfLinkWithId");
    }

    private void router(String nat) {
        cloud.change("POST", ROUTERS, "{'name': 'r', 'network': 'global/networks/default', 'nats': [" + nat + "]}");
    }

    private JsonNode gateway() {
        return cloud.get(ROUTERS + "/r").json().at("/nats/0");
    }
}
