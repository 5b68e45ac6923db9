package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.ServiceAccount;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sample app learns the backend service's id when its VM boots, and at no other time. */
class BootTest {
    private final Lab lab = Lab.empty();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void anAppThatBootedBeforeItsServiceRefusesEverybodyUntilTheVmsAreRestarted() {
        lab.putFirewall();
        lab.bootVms();
        lab.putService(77, true);
        lab.putFrontEnd();
        lab.policies.grant(lab.resource(77), TestAccounts.ALICE.email());
        String number = lab.projects.named(Lab.PROJECT).number();

        HttpResponse<String> before = new Browser(lab.client()).signIn(Lab.URL, TestAccounts.ALICE.email());
        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(before.body())
                .isEqualTo("Error: **ERROR: JWT validation error Token has wrong audience /projects/" + number
                        + "/global/backendServices/77, expected one of ['/projects/" + number
                        + "/global/backendServices/']**");

        lab.restartVms();

        assertThat(new Browser(lab.client())
                        .signIn(Lab.URL, TestAccounts.ALICE.email())
                        .body())
                .startsWith("Hi, alice@example.com.");
    }

    @Test
    void aServiceMadeAnewHasAnotherIdAndTheAppRefusesItsAssertions() {
        lab.putFirewall();
        lab.putService(77, true);
        lab.bootVms();
        lab.putFrontEnd();
        lab.putService(-78, true);
        String unsigned = Long.toUnsignedString(-78);
        lab.policies.grant(lab.resource(77).replace("/77", "/" + unsigned), TestAccounts.ALICE.email());

        assertThat(new Browser(lab.client())
                        .signIn(Lab.URL, TestAccounts.ALICE.email())
                        .body())
                .startsWith("Error: **ERROR: JWT validation error Token has wrong audience")
                .contains("/backendServices/" + unsigned + ",");
    }

    @Test
    void aVmWithoutTheScopeReadsNoId() {
        Instance blind = lab.vm(1, Lab.STARTUP_SCRIPT).toBuilder()
                .clearServiceAccounts()
                .addServiceAccounts(ServiceAccount.newBuilder()
                        .setEmail("1-compute@developer.gserviceaccount.com")
                        .addScopes("https://www.googleapis.com/auth/devstorage.read_only"))
                .build();
        lab.putFirewall();
        lab.putService(77, true);
        lab.bootVm(blind);
        lab.putFrontEnd();
        lab.policies.grant(lab.resource(77), TestAccounts.ALICE.email());

        assertThat(new Browser(lab.client())
                        .signIn(Lab.URL, TestAccounts.ALICE.email())
                        .body())
                .contains("expected one of ['/projects/1/global/backendServices/']**");
    }

    @Test
    void aVmSwitchedOffWhileItBootsDoesNotListen() {
        Instance instance = lab.vm(1, Lab.STARTUP_SCRIPT);
        lab.compute.put(instance.getSelfLink(), instance);

        lab.internet.machines().start(instance);
        lab.internet.machines().stop(instance);

        await("a boot that must not end in listening")
                .during(Duration.ofMillis(200))
                .until(() -> !lab.isListening(instance));
    }

    @Test
    void otherPathsThanTheRootAreNotFoundByTheApp() {
        lab.putFirewall("open", List.of("0.0.0.0/0"));
        lab.bootVms();

        assertThat(lab.client().get("http://34.70.0.2/other").statusCode()).isEqualTo(404);
        assertThat(lab.client().post("http://34.70.0.2/", "a=b").statusCode()).isEqualTo(405);
    }
}
