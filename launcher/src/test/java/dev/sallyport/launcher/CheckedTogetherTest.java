package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Phase;
import dev.sallyport.finding.Compliance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What deployments of one project share is read once for all of them, and waited for where Google refuses it for the moment. */
class CheckedTogetherTest {
    private static final List<String> NAMES =
            IntStream.range(0, 6).mapToObj(number -> "app-" + number).toList();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** VMs have had time to become healthy, so that their health is asked for. */
    private static final Duration LATER = Duration.ofMinutes(10);

    private static final String HEALTH = "backendServices.getHealth";
    private static final int MOST_READ = 5;

    private static Lab lab;

    @BeforeAll
    static void provision() {
        lab = Lab.alone().without("compliance").without("compliance-watch").without("sweep");
        NAMES.forEach(name -> lab.house().publish(request(name)));
        Awaitility.await("all to be protected, and checked once")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> NAMES.stream().allMatch(CheckedTogetherTest::isDone));
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    void moreDeploymentsTakeNoMoreListsOfTheComputeApi() {
        Map<String, Long> few = computeCallsOf(() -> check(NAMES.subList(0, 2)));
        Map<String, Long> all = computeCallsOf(() -> check(NAMES));

        assertThat(few.remove(HEALTH)).isEqualTo(2);
        assertThat(all.remove(HEALTH)).isEqualTo(NAMES.size());
        assertThat(all).isEqualTo(few);
        assertThat(all).allSatisfy((list, calls) -> assertThat(calls).isEqualTo(1));
    }

    @Test
    void noMoreThanAFewDocumentsAreReadForEach() {
        Instant since = lab.house().time().instant();
        long read = documents("read");
        long written = documents("written");

        // The schedule's own function is what reads that there are these deployments.
        lab.deliver("compliance", Base64.getEncoder().encodeToString("{}".getBytes(StandardCharsets.UTF_8)), "tick");
        // By what the cloud counts: whoever looked into the database would be counted as well.
        Awaitility.await("what was found to be written")
                .atMost(PATIENCE)
                .until(() -> documents("written") >= written + NAMES.size());

        assertThat(documents("read") - read).isLessThanOrEqualTo((long) MOST_READ * NAMES.size());
        assertThat(NAMES).allMatch(name -> isChecked(name, since));
    }

    @Test
    void listsThatAreRefusedForTheMomentAreAskedForAgainByOneForAll() {
        Map<String, Long> calls = computeCallsOf(() -> {
            refuse("""
                {"service": "compute", "method": "firewalls.list", "count": 2,
                 "error": {"status": 403, "reason": "rateLimitExceeded"}}
                """);
            check(NAMES);
        });

        assertThat(calls).containsEntry("firewalls.list", 3L).containsEntry("instances.aggregatedList", 1L);
    }

    @Test
    void whatIsAskedForEachDeploymentIsAskedAgainWhereItIsRefusedForTheMoment() {
        refuse("""
                {"service": "iap", "count": 4, "error": {"status": 429}}
                """);

        check(NAMES);
    }

    /** In one delivery: what has to be delivered again is answered with a failure. */
    private static void check(List<String> names) {
        lab.advance(LATER);
        Instant since = lab.house().time().instant();
        ObjectNode message = new ObjectMapper().createObjectNode().put("project", Lab.PROJECT);
        names.forEach(message.withArray("/deployments")::add);
        String data = Base64.getEncoder().encodeToString(message.toString().getBytes(StandardCharsets.UTF_8));
        try {
            assertThat(lab.deliver("compliance-check", data, "check")).isEqualTo(200);
        } finally {
            lab.api().json(lab.api().send("DELETE", "/-/faults", ""));
        }
        assertThat(names).allSatisfy(name -> {
            assertThat(isChecked(name, since)).as("%s was checked", name).isTrue();
            assertThat(found(name).orElseThrow().open()).as(name).isEmpty();
        });
    }

    private static boolean isChecked(String name, Instant since) {
        return found(name)
                .flatMap(Compliance::checked)
                .filter(at -> !at.isBefore(since))
                .isPresent();
    }

    private static Optional<Compliance> found(String name) {
        return lab.house().findings().find(name);
    }

    private static void refuse(String rule) {
        lab.api().json(lab.api().send("POST", "/-/faults", rule));
    }

    private static Map<String, Long> computeCallsOf(Runnable work) {
        JsonNode before = usage().at("/calls/compute");
        work.run();
        Map<String, Long> calls = new TreeMap<>();
        usage().at("/calls/compute").properties().forEach(method -> {
            long more =
                    method.getValue().asLong() - before.path(method.getKey()).asLong();
            if (more > 0) {
                calls.put(method.getKey(), more);
            }
        });
        return calls;
    }

    private static long documents(String how) {
        return usage().at("/documents/" + how).asLong();
    }

    private static JsonNode usage() {
        return lab.api().json(lab.api().get("/-/usage"));
    }

    private static boolean isDone(String name) {
        Phase phase =
                lab.house().deployments().find(name).map(Deployment::phase).orElse(Phase.PROVISIONING);
        assertThat(phase).as(name).isNotEqualTo(Phase.FAILED);
        return phase == Phase.PROTECTED && found(name).isPresent();
    }

    private static JsonNode request(String name) {
        try {
            ObjectNode request = (ObjectNode) new ObjectMapper()
                    .readTree(Lab.request()
                            .toString()
                            .replace("\"lab\"", "\"" + name + "\"")
                            .replace("my-", name + "-")
                            .replace("static-ip", name + "-ip")
                            .replace("allow-iap-traffic", name + "-traffic"));
            request.withObject("/instanceGroup").put("size", 1);
            return request;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was JSON before names were changed", e);
        }
    }
}
