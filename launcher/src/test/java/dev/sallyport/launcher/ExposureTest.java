package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Phase;
import dev.sallyport.local.watch.Answer;
import dev.sallyport.local.watch.Answer.ByIap;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.Answer.Unanswered;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.local.watch.Sighting;
import dev.sallyport.local.watch.Timeline;
import dev.sallyport.local.watch.Timeline.Span;
import dev.sallyport.local.watch.WayIn;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import dev.sallyport.local.watch.WayIn.VmAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The first promise: at no moment does the application answer somebody whom Identity-Aware Proxy has not let in. */
class ExposureTest {
    private static final String FIREWALLS = "/compute/v1/projects/" + Lab.PROJECT + "/global/firewalls";

    @Test
    void aStrangerNeverHearsFromTheApplicationWhileItIsProvisioned() {
        try (Lab lab = Lab.open();
                ExposureWatch watch = lab.house().watchExposure()) {
            Deployment deployment = lab.provisionUntil(at -> at.phase() != Phase.PROVISIONING);
            Timeline timeline = watch.end();

            assertThat(deployment.phase()).isEqualTo(Phase.PROTECTED);
            assertThat(timeline.firstByte()).isEmpty();
            assertThat(timeline.troubles()).isEmpty();
            assertThat(answers(timeline, way -> way instanceof FrontEnd frontEnd && frontEnd.tls()))
                    .contains(new ByIap(302, true));
            assertThat(answers(timeline, way -> way instanceof VmAddress && way.port() == 80))
                    .containsOnly(Unanswered.DROPPED);
            assertThat(answers(timeline, way -> way instanceof Neighbour && way.port() == 80))
                    .containsOnly(Unanswered.DROPPED);

            theWatchWouldHaveHeardIt(lab);
        }
    }

    /** With the firewall opened on purpose the same watch hears the application, so its silence means something. */
    private static void theWatchWouldHaveHeardIt(Lab lab) {
        lab.api().json(lab.api().send("POST", FIREWALLS, """
                                {"name": "open-to-all", "sourceRanges": ["0.0.0.0/0"],
                                 "allowed": [{"IPProtocol": "tcp", "ports": ["80"]}]}
                                """));
        try (ExposureWatch watch = lab.house().watchExposure()) {
            Sighting first = Awaitility.await("an answer of the application through the open firewall")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> watch.timeline().firstByte(), Optional::isPresent)
                    .orElseThrow();

            assertThat(first.attempt().way()).isInstanceOf(VmAddress.class);
            assertThat(first.answer()).isEqualTo(new Served(200, "Unauthorized request."));
        }
    }

    private static List<Answer> answers(Timeline timeline, Predicate<WayIn> way) {
        return timeline.courses().stream()
                .filter(course -> way.test(course.attempt().way()))
                .flatMap(course -> course.spans().stream())
                .map(Span::answer)
                .toList();
    }
}
