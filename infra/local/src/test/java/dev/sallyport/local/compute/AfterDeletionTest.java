package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.local.compute.ComputeFixture.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What becomes of the things that a deleted resource used, where operations take no time. */
class AfterDeletionTest {
    private static final ComputeFixture SERVER = new ComputeFixture();
    private static final String USER = "global/backendServices/user";
    private static final String USED = "global/healthChecks/used";

    private ComputeFixture cloud;

    @BeforeEach
    void oneUsesTheOther(TestInfo test) {
        cloud = SERVER.in("p-" + Integer.toHexString(test.getDisplayName().hashCode()) + "-0");
        cloud.change("POST", "global/healthChecks", "{'name': 'used', 'type': 'TCP', 'tcpHealthCheck': {'port': 80}}");
        cloud.change("POST", "global/backendServices", "{'name': 'user', 'healthChecks': ['" + USED + "']}");
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void whoDeletesItWithoutWaitingForTheOperationIsRefused() {
        cloud.delete(USER);

        Answer answer = cloud.delete(USED);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("resourceInUseByAnotherResource");
    }

    @Test
    void whoTriesAgainSucceeds() {
        cloud.delete(USER);
        cloud.delete(USED);

        assertThat(cloud.delete(USED).status()).isEqualTo(200);
    }

    @Test
    void whoHasLookedAtTheOperationSucceeds() {
        String operation = cloud.delete(USER).json().path("name").asText();
        cloud.get("global/operations/" + operation);

        assertThat(cloud.delete(USED).status()).isEqualTo(200);
    }

    @Test
    void whoHasWaitedForTheOperationSucceeds() {
        String operation = cloud.delete(USER).json().path("name").asText();
        cloud.post("global/operations/" + operation + "/wait", "");

        assertThat(cloud.delete(USED).status()).isEqualTo(200);
    }

    @Test
    void whoHasChangedSomethingElseMeanwhileSucceeds() {
        cloud.delete(USER);
        cloud.post("global/addresses", "{'name': 'something-else'}");

        assertThat(cloud.delete(USED).status()).isEqualTo(200);
    }

    @Test
    void theDeletedResourceItselfIsGoneAtOnce() {
        cloud.delete(USER);

        assertThat(cloud.get(USER).status()).isEqualTo(404);
        assertThat(cloud.get("global/backendServices").json().has("items")).isFalse();
    }
}
