package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Phase;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The first promise: at no moment does the application answer somebody whom Identity-Aware Proxy has not let in. */
class ExposureTest {
    private static final String FIREWALLS = "/compute/v1/projects/" + Lab.PROJECT + "/global/firewalls";

    @Test
    void aStrangerNeverHearsFromTheApplicationWhileItIsProvisioned() {
        try (Lab lab = Lab.open()) {
            ExposureWatch watch = watch(lab);
            Deployment deployment = lab.provisionUntil(at -> at.phase() != Phase.PROVISIONING);
            watch.close();

            assertThat(deployment.phase()).isEqualTo(Phase.PROTECTED);
            assertThat(watch.troubles()).isEmpty();
            assertThat(watch.knocksAtMachines()).isPositive();
            assertThat(watch.knocksAtFrontEnds()).isPositive();
            assertThat(watch.exposures()).isEmpty();

            theWatchWouldHaveHeardIt(lab);
        }
    }

    /** With the firewall opened on purpose the same watch hears the application, so its silence means something. */
    private static void theWatchWouldHaveHeardIt(Lab lab) {
        lab.api().json(lab.api().send("POST", FIREWALLS, """
                                {"name": "open-to-all", "sourceRanges": ["0.0.0.0/0"],
                                 "allowed": [{"IPProtocol": "tcp", "ports": ["80"]}]}
                                """));
        try (ExposureWatch watch = watch(lab)) {
            Awaitility.await("an answer of the application through the open firewall")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(watch.exposures()).anyMatch(exposure -> exposure.contains("Unauthorized")));
        }
    }

    private static ExposureWatch watch(Lab lab) {
        return new ExposureWatch(lab.api(), lab.house().internetProxy(), Lab.PROJECT, Lab.ZONES);
    }
}
