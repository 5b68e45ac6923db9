package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.Phase;
import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.Finding;
import dev.sallyport.stages.RandomRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Checks of many deployments of one project, each by another request. {@code -Dsallyport.requests=N} makes N of them instead
 * of a few, {@code -Dsallyport.requests.seed=S} begins with the one of a failure.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManyDeploymentsTest {
    private static final int REQUESTS = Integer.getInteger("sallyport.requests", 10);
    private static final long SEED =
            Optional.ofNullable(Long.getLong("sallyport.requests.seed")).orElse(20261128L);
    private static final int AT_A_TIME = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MOST_READ = 5;
    /** Longer than health is given to come back after a run. */
    private static final Duration HEALTH_SETTLES = Duration.ofMinutes(6);
    /** Of so many the health is asked for by each check. */
    private static final int HAVE_HEALTH_ASKED_FOR = 20;

    private static final List<String> NAMES = new ArrayList<>();
    private static Lab lab;

    @BeforeAll
    static void provision() {
        lab = Lab.alone().without("compliance").without("compliance-watch");
        for (int from = 0; from < REQUESTS; from += AT_A_TIME) {
            provision(IntStream.range(from, Math.min(REQUESTS, from + AT_A_TIME))
                    .mapToObj(number -> SEED + number)
                    .toList());
        }
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    @Order(1)
    void ofWhatIsAsItsRequestSaysNothingIsFound() {
        lab.advance(HEALTH_SETTLES);
        for (int from = 0; from < REQUESTS; from += HAVE_HEALTH_ASKED_FOR) {
            check(NAMES.subList(from, Math.min(REQUESTS, from + HAVE_HEALTH_ASKED_FOR)));
        }

        assertThat(lab.house().findings().all())
                .extracting(Compliance::deployment)
                .containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(lab.house().findings().all()).allSatisfy(known -> {
            assertThat(known.open()).as("open of %s", known.deployment()).isEmpty();
            assertThat(known.closed()).as("closed of %s", known.deployment()).isEmpty();
        });
    }

    /** Lists have a page for every 500 entries. */
    @Test
    @Order(2)
    void eachListOfTheComputeApiIsReadOnceForAllOfThem() {
        long read = documentsRead();
        Instant begun = lab.house().time().instant();

        check(NAMES);

        assertThat(documentsRead() - read).isLessThanOrEqualTo((long) MOST_READ * REQUESTS);
        List<String> calls = computeCallsSince(begun);
        assertThat(calls).hasSizeBetween(15, 60);
        if (REQUESTS < 100) {
            assertThat(calls).doesNotHaveDuplicates();
        }
    }

    @Test
    @Order(3)
    void whereTheQuotaIsUsedUpItTakesLongerAndNothingIsLostOrToldTwice() {
        Instant before = lab.house().time().instant();
        List<String> broken = NAMES.subList(0, Math.min(3, NAMES.size()));
        broken.forEach(ManyDeploymentsTest::shortenTimeOut);
        String quota = rule("""
                {"service": "compute", "method": "*ist", "perMinute": 5,
                 "error": {"status": 403, "reason": "rateLimitExceeded"}}
                """);

        lab.api().publish(Lab.PROJECT, "sallyport-compliance-check", message(NAMES));
        Awaitility.await("all to be checked")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    lab.advance(Duration.ofSeconds(10));
                    return lab.house().findings().all().stream().allMatch(known -> isChecked(known, before));
                });

        JsonNode rule = theRule(quota);
        lab.api().json(lab.api().send("DELETE", "/-/faults/" + quota, ""));
        assertThat(rule.path("hits").asLong())
                .isBetween(1L, rule.path("fitting").asLong() / 2);
        assertThat(lab.house().findings().all())
                .allSatisfy(known -> assertThat(known.open())
                        .extracting(Finding::key)
                        .isEqualTo(
                                broken.contains(known.deployment())
                                        ? List.of("drift backendServices/" + known.deployment() + "-backend-service")
                                        : List.of()));
        assertThat(NAMES).allSatisfy(name -> assertThat(found(name, before)).isEqualTo(broken.contains(name) ? 1 : 0));
    }

    private static boolean isChecked(Compliance known, Instant since) {
        return known.checked().filter(checked -> checked.isAfter(since)).isPresent();
    }

    private static long found(String name, Instant since) {
        return lab.house().deployments().events(name, since).stream()
                .filter(event -> event.kind() == Event.Kind.FINDING)
                .count();
    }

    /** Several at once, and each checked once its run is over. */
    private static void provision(List<Long> seeds) {
        List<String> begun = new ArrayList<>();
        seeds.forEach(seed -> begun.add(publish(seed)));
        NAMES.addAll(begun);
        Awaitility.await("those of the seeds " + seeds)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> begun.stream().allMatch(ManyDeploymentsTest::isDone));
    }

    private static boolean isDone(String name) {
        Phase phase =
                lab.house().deployments().find(name).map(Deployment::phase).orElse(Phase.PROVISIONING);
        assertThat(phase).as(name).isNotEqualTo(Phase.FAILED);
        return phase == Phase.PROTECTED && lab.house().findings().find(name).isPresent();
    }

    /** Its name tells the seed. */
    private static String publish(long seed) {
        String name = "app-" + seed;
        ObjectNode request = (ObjectNode) read(Lab.request()
                .toString()
                .replace("\"lab\"", "\"" + name + "\"")
                .replace("my-", name + "-")
                .replace("static-ip", name + "-ip")
                .replace("allow-iap-traffic", name + "-traffic"));
        new RandomRequest(new Random(seed)).accept(request);
        lab.house().publish(request);
        return name;
    }

    private static void check(Collection<String> names) {
        String data = Base64.getEncoder().encodeToString(message(names).getBytes(StandardCharsets.UTF_8));
        assertThat(lab.deliver("compliance-check", data, "check")).isEqualTo(200);
    }

    private static String message(Collection<String> names) {
        ObjectNode message = new ObjectMapper().createObjectNode().put("project", Lab.PROJECT);
        names.forEach(message.withArray("/deployments")::add);
        return message.toString();
    }

    private static void shortenTimeOut(String name) {
        lab.api()
                .json(lab.api()
                        .send(
                                "PATCH",
                                "/compute/v1/projects/" + Lab.PROJECT + "/global/backendServices/" + name
                                        + "-backend-service",
                                "{\"timeoutSec\": 777}"));
    }

    private static List<String> computeCallsSince(Instant begun) {
        List<String> calls = new ArrayList<>();
        lab.api()
                .json(lab.api().get("/-/requests?service=compute&limit=2000&since=" + begun))
                .path("requests")
                .forEach(call -> calls.add(call.path("method").asText() + " "
                        + call.path("resource").asText()));
        return calls;
    }

    private static String rule(String json) {
        return lab.api()
                .json(lab.api().send("POST", "/-/faults", json))
                .path("id")
                .asText();
    }

    private static JsonNode theRule(String id) {
        for (JsonNode rule : lab.api().json(lab.api().get("/-/faults")).path("faults")) {
            if (rule.path("id").asText().equals(id)) {
                return rule;
            }
        }
        throw new AssertionError("no rule " + id);
    }

    private static long documentsRead() {
        return lab.api().json(lab.api().get("/-/usage")).at("/documents/read").asLong();
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was JSON before names were changed", e);
        }
    }
}
