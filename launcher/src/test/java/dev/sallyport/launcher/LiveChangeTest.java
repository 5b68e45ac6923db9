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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A live deployment is changed by a changed request: nobody who is signed in notices, no stranger gets in meanwhile, and
 * what the change left behind is gone afterwards.
 */
class LiveChangeTest {
    private static final String ALICE = "alice@example.com";

    /** One for all changes, each of which is undone again. */
    private static Lab lab;

    @BeforeAll
    static void open() {
        lab = Lab.open();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

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
    void nobodyNoticesNobodyGetsInAndTheSameRequestOnceMoreWritesNothing(String what, Consumer<ObjectNode> change)
            throws IOException {
        Deployment first = provision(lab, request -> {});
        SteadyVisitor alice = SteadyVisitor.signedIn(lab.house().internetProxy(), Lab.url(first), ALICE);

        Timeline timeline;
        try (ExposureWatch watch = lab.house().watchExposure()) {
            assertThatItChangesSomething(lab, change);
            assertThatNothingIsLeftToDo(lab, change);
            provision(lab, request -> {});
            alice.awaitMore();
            timeline = watch.end();
        }
        alice.leave();

        assertThat(alice.lost()).as(what).isEmpty();
        assertThat(alice.greetings()).isGreaterThan(20);
        Exposures.assertNone(timeline);
    }

    private static void assertThatItChangesSomething(Lab lab, Consumer<ObjectNode> change) {
        Map<String, String> before = lab.inventory().takeWithoutOperations();
        provision(lab, change);
        assertThat(lab.inventory().takeWithoutOperations()).isNotEqualTo(before);
    }

    private static void assertThatNothingIsLeftToDo(Lab lab, Consumer<ObjectNode> change) {
        Map<String, String> before = lab.inventory().take();
        assertThat(written(provision(lab, change))).isEmpty();
        assertThat(written(lab.askUntil("repair", at -> at.phase().isEnd()))).isEmpty();
        assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
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
