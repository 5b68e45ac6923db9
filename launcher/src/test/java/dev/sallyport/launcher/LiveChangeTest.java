package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Phase;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.local.watch.Timeline;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A live deployment is changed by a changed request: nobody who is signed in notices, no stranger gets in meanwhile, and
 * what the change left behind is gone afterwards.
 */
class LiveChangeTest {
    private static final String ALICE = "alice@example.com";

    static Stream<Arguments> changes() {
        return Stream.of(
                change("a larger size", request -> group(request).put("size", 5)),
                change("a smaller size", request -> group(request).put("size", 2)),
                change(
                        "the machine type",
                        request -> request.withObject("/instanceTemplate").put("machineType", "e2-small")),
                change(
                        "the startup script",
                        request -> request.withObject("/instanceTemplate")
                                .withArray("startupScript")
                                .insert(1, "# another line")),
                change(
                        "the health check's path",
                        request -> request.withObject("/healthCheck").put("path", "/?asked-by=health-check")),
                change(
                        "the principals",
                        request -> request.withArray("principals").add("user:bob@example.com")),
                change(
                        "the TLS policy",
                        request -> request.withObject("/loadBalancer")
                                .putObject("tls")
                                .put("profile", "RESTRICTED")),
                change(
                        "the certificate",
                        request -> request.withObject("/certificate/selfSigned/subject")
                                .put("commonName", "Another")),
                change("port 80", request -> request.withObject("/loadBalancer").put("http", "redirect")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void nobodyNoticesAndNobodyGetsIn(String what, Consumer<ObjectNode> change) throws IOException {
        try (Lab lab = Lab.open()) {
            Deployment first = lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
            SteadyVisitor alice = SteadyVisitor.signedIn(lab.house().internetProxy(), Lab.url(first), ALICE);

            Timeline timeline;
            try (ExposureWatch watch = lab.house().watchExposure()) {
                Map<String, String> before = lab.inventory().takeWithoutOperations();
                provision(lab, change);
                assertThat(lab.inventory().takeWithoutOperations()).as(what).isNotEqualTo(before);
                provision(lab, request -> {});
                alice.awaitMore();
                timeline = watch.end();
            }
            alice.leave();

            assertThat(alice.lost()).isEmpty();
            assertThat(alice.greetings()).isGreaterThan(20);
            Exposures.assertNone(timeline);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void theSameRequestOnceMoreWritesNothing(String what, Consumer<ObjectNode> change) {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
            provision(lab, change);
            Map<String, String> before = lab.inventory().take();

            Deployment again = provision(lab, change);
            Deployment repaired = lab.askUntil("repair", at -> at.phase().isEnd());

            assertThat(written(again)).as(what).isEmpty();
            assertThat(written(repaired)).as(what).isEmpty();
            assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
        }
    }

    private static Deployment provision(Lab lab, Consumer<ObjectNode> change) {
        ObjectNode request = (ObjectNode) Lab.request();
        change.accept(request);
        Deployment end =
                lab.await(lab.house().publish(request), at -> at.phase().isEnd());
        assertThat(end.phase()).as(end.stages().toString()).isEqualTo(Phase.PROTECTED);
        return end;
    }

    /** Every action of every stage whose operation has ended in this generation. */
    private static Set<String> written(Deployment deployment) {
        Set<String> actions = new TreeSet<>();
        deployment
                .stages()
                .values()
                .forEach(stage -> actions.addAll(stage.ended().keySet()));
        return actions;
    }

    private static ObjectNode group(ObjectNode request) {
        return request.withObject("/instanceGroup");
    }

    private static Arguments change(String what, Consumer<ObjectNode> change) {
        return Arguments.of(what, change);
    }
}
