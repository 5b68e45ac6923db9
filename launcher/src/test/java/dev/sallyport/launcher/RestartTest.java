package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Phase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The application reads the backend service's id as it starts, and the VMs start before there is one. */
class RestartTest {
    private static final String ALLOWED = "alice@example.com";

    @Test
    void withoutTheRestartStageTheApplicationRefusesWhomIapLetIn() throws IOException {
        try (Lab lab = Lab.open().without("restart")) {
            Deployment deployment = lab.provisionUntil(Lab.isDone("access", "frontend"));

            assertThat(answerOnceBackendsAreHealthy(lab, deployment))
                    .startsWith("Error: **ERROR: JWT validation error");
        }
    }

    @Test
    void withItAnAllowedPersonIsServed() throws IOException {
        try (Lab lab = Lab.open()) {
            Deployment deployment = lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);

            assertThat(answerOnceBackendsAreHealthy(lab, deployment)).startsWith("Hi, " + ALLOWED + ".");
            HttpResponse<String> toSomebodyElse =
                    Browser.behind(lab.house().internetProxy()).signIn(Lab.url(deployment), "carol@example.com");
            assertThat(toSomebodyElse.statusCode()).isEqualTo(403);
            assertThat(toSomebodyElse.body()).doesNotContain("Hi, ");
        }
    }

    private static String answerOnceBackendsAreHealthy(Lab lab, Deployment deployment) {
        return Awaitility.await("the load balancer to have healthy back ends")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> Browser.behind(lab.house().internetProxy()).signIn(Lab.url(deployment), ALLOWED),
                        response -> response.statusCode() == 200)
                .body();
    }
}
