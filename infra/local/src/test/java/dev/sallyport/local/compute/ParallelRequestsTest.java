package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.local.compute.ComputeFixture.Answer;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Requests that arrive at the same moment come out as if they had come one after the other, in whatever order. */
class ParallelRequestsTest {
    private static final int CALLERS = 8;
    private static final ComputeFixture CLOUD = new ComputeFixture();
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(CALLERS);

    @AfterAll
    static void close() {
        THREADS.shutdownNow();
        CLOUD.close();
    }

    @Test
    void ofTwoInsertsOfOneNameOneIsRefused() {
        List<Answer> answers = atOnce(caller -> CLOUD.post("global/addresses", "{'name': 'same'}"));

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .hasSize(CALLERS - 1)
                .allSatisfy(refused -> {
                    assertThat(refused.status()).isEqualTo(409);
                    assertThat(refused.reason()).isEqualTo("alreadyExists");
                });
    }

    @Test
    void ofTwoPatchesWithOneFingerprintOneIsRefused() {
        CLOUD.change("POST", "global/backendServices", "{'name': 'patched'}");
        String fingerprint = CLOUD.get("global/backendServices/patched")
                .json()
                .get("fingerprint")
                .asText();

        List<Answer> answers = atOnce(caller -> CLOUD.patch(
                "global/backendServices/patched",
                "{'fingerprint': '" + fingerprint + "', 'timeoutSec': " + (40 + caller) + "}"));

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .hasSize(CALLERS - 1)
                .allSatisfy(refused -> assertThat(refused.status()).isEqualTo(412));
    }

    @Test
    void patchesOfDifferentFieldsAllCount() {
        CLOUD.change("POST", "global/backendServices", "{'name': 'merged'}");
        List<String> patches = List.of(
                "{'timeoutSec': 41}",
                "{'description': 'text'}",
                "{'affinityCookieTtlSec': 5}",
                "{'connectionDraining': {'drainingTimeoutSec': 7}}",
                "{'enableCDN': true}",
                "{'customRequestHeaders': ['a: b']}",
                "{'sessionAffinity': 'CLIENT_IP'}",
                "{'portName': 'web'}");

        atOnce(caller -> CLOUD.patch("global/backendServices/merged", patches.get(caller)));
        JsonNode merged = CLOUD.get("global/backendServices/merged").json();

        assertThat(merged.get("timeoutSec").asInt()).isEqualTo(41);
        assertThat(merged.get("description").asText()).isEqualTo("text");
        assertThat(merged.get("affinityCookieTtlSec").asInt()).isEqualTo(5);
        assertThat(merged.at("/connectionDraining/drainingTimeoutSec").asInt()).isEqualTo(7);
        assertThat(merged.get("enableCDN").asBoolean()).isTrue();
        assertThat(merged.at("/customRequestHeaders/0").asText()).isEqualTo("a: b");
        assertThat(merged.get("sessionAffinity").asText()).isEqualTo("CLIENT_IP");
        assertThat(merged.get("portName").asText()).isEqualTo("web");
    }

    @Test
    void aRequestThatIsSentTwiceAtOnceIsCarriedOutOnce() {
        List<Answer> answers = atOnce(caller ->
                CLOUD.post("global/addresses?requestId=7ba7b810-9dad-11d1-80b4-00c04fd430c8", "{'name': 'once'}"));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.json().get("name").asText())
                .containsOnly(answers.get(0).json().get("name").asText());
    }

    @Test
    void nobodyGetsAnAddressOfAnotherOne() {
        List<Answer> answers = atOnce(caller -> {
            String name = "own-" + caller;
            CLOUD.change(
                    "POST", "regions/us-central1/addresses", "{'name': '" + name + "', 'addressType': 'INTERNAL'}");
            return CLOUD.get("regions/us-central1/addresses/" + name);
        });

        assertThat(answers)
                .extracting(answer -> answer.json().get("address").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void eitherTheUserOrWhatItUsesStays() {
        CLOUD.change("POST", "global/healthChecks", "{'name': 'used', 'type': 'TCP', 'tcpHealthCheck': {'port': 80}}");

        List<Answer> answers = atOnce(caller -> caller % 2 == 0
                ? CLOUD.delete("global/healthChecks/used")
                : CLOUD.post(
                        "global/backendServices",
                        "{'name': 'user-" + caller + "', 'healthChecks': ['global/healthChecks/used']}"));

        boolean gone = CLOUD.get("global/healthChecks/used").status() == 404;
        long users = IntStream.range(0, CALLERS)
                .filter(caller ->
                        CLOUD.get("global/backendServices/user-" + caller).status() == 200)
                .count();
        assertThat(gone).isEqualTo(users == 0);
        assertThat(answers).extracting(Answer::status).isSubsetOf(200, 400, 404);
    }

    /** Calls from as many threads at once, none of which starts before all are ready. */
    private static List<Answer> atOnce(IntFunction<Answer> call) {
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        List<CompletableFuture<Answer>> calls = IntStream.range(0, CALLERS)
                .mapToObj(caller -> CompletableFuture.supplyAsync(
                        () -> {
                            await(start);
                            return call.apply(caller);
                        },
                        THREADS))
                .toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException("Not all callers have come", e);
        }
    }
}
