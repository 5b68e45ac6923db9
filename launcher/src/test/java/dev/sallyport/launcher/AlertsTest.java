package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Phase;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What the alerts look for is what the functions log when it matters. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlertsTest {
    private static final String COMPUTE = "/compute/v1/projects/" + Lab.PROJECT;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static Lab lab;
    private static AlertLog log;

    /** And somebody leads another way to the application past IAP. */
    @BeforeAll
    static void protect() {
        lab = Lab.open();
        log = AlertLog.open();
        lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
        lab.api().json(lab.api().send("POST", COMPUTE + "/global/backendServices", """
                        {"name": "side-door", "protocol": "HTTP", "loadBalancingScheme": "EXTERNAL_MANAGED",
                         "healthChecks": ["projects/lab-project/global/healthChecks/my-health-check"],
                         "backends": [{"group": "projects/lab-project/regions/us-central1/instanceGroups/my-managed-instance-group"}]}
                        """));
    }

    @AfterAll
    static void close() {
        log.close();
        lab.close();
    }

    @Test
    @Order(1)
    void anOpenFindingGivesTheAlarm() {
        awaitAlert("finding", "lab has a critical finding: other-path backendServices/side-door"::equals);
    }

    @Test
    @Order(2)
    void aFailedProofGivesTheAlarmAndIsAFailedStage() {
        lab.askUntil("repair", at -> at.phase() == Phase.FAILED);

        awaitAlert("exposure", line -> line.startsWith("verify of lab failed: "));
        awaitAlert("failed", line -> line.startsWith("verify of lab failed: "));
    }

    @Test
    @Order(3)
    void aDeploymentThatCannotBeCheckedGivesTheAlarm() {
        assertThat(log.alerts("unchecked")).isEmpty();
        lab.api().json(lab.api().send("POST", "/-/faults", """
                        {"method": "*.list", "error": {"status": 403, "message": "Not you."}}
                        """));

        lab.api().publish(Lab.PROJECT, "sallyport-compliance", "{}");

        awaitAlert("unchecked", line -> line.startsWith("lab was not checked: "));
    }

    private static void awaitAlert(String alert, Predicate<String> line) {
        Awaitility.await("the alert " + alert)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.alerts(alert)).anyMatch(line));
    }
}
