package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Evidence;
import dev.sallyport.deployment.Phase;
import dev.sallyport.deployment.StageRecord;
import dev.sallyport.deployment.StageState;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A certificate that Google issues needs a domain that points at the front end: the proof waits, and nothing fails. */
class ManagedCertificateTest {
    private static final String DOMAIN = "app.example.com";
    private static final StageName VERIFY = new StageName("verify");

    @Test
    void theProofWaitsForTheDomainAndIsDoneOnceItPointsHere() {
        try (Lab lab = Lab.open()) {
            ObjectNode request = (ObjectNode) Lab.request();
            request.putObject("certificate")
                    .putObject("googleManaged")
                    .putArray("domains")
                    .add(DOMAIN);
            String message = lab.house().publish(request);

            Deployment waiting = lab.await(message, at -> verify(at).state() == StageState.WAITING);
            String address =
                    waiting.stages().get(new StageName("frontend")).outputs().get("address");
            assertThat(waiting.phase()).isEqualTo(Phase.PROVISIONING);
            assertThat(verify(waiting).waiting().orElseThrow().reason())
                    .contains("lab-cert", "PROVISIONING", DOMAIN, address);

            point(lab, address);
            Deployment done = lab.await(message, at -> {
                lookAgain(lab);
                return at.phase().isEnd();
            });

            assertThat(done.phase()).isEqualTo(Phase.PROTECTED);
            assertThat(Lab.url(done)).isEqualTo("https://" + address + "/");
            assertThat(done.evidence())
                    .allMatch(Evidence::passed)
                    .anySatisfy(proof -> assertThat(proof.seen()).contains("GET https://" + DOMAIN + "/ got 302"));
            lab.api().send("DELETE", "/-/names/" + DOMAIN, "");
        }
    }

    private static StageRecord verify(Deployment deployment) {
        return deployment.stages().get(VERIFY);
    }

    /** Returns once the certificate is issued. */
    private static void point(Lab lab, String address) {
        lab.api().send("POST", "/-/names", "{\"name\": \"" + DOMAIN + "\", \"address\": \"" + address + "\"}");
        Awaitility.await("the certificate to be issued")
                .atMost(Duration.ofSeconds(20))
                .until(() -> lab.api()
                        .json(lab.api().get("/compute/v1/projects/" + Lab.PROJECT + "/global/sslCertificates/lab-cert"))
                        .at("/managed/status")
                        .asText()
                        .equals("ACTIVE"));
    }

    /** Lets a minute pass, and the sweep find what is due. */
    private static void lookAgain(Lab lab) {
        lab.api().send("POST", "/-/clock", "{\"advance\": \"PT1M\"}");
        lab.api()
                .send(
                        "POST",
                        "/v1/projects/" + Lab.PROJECT + "/topics/sallyport-sweep:publish",
                        "{\"messages\": [{\"data\": \"e30=\"}]}");
    }
}
