package dev.sallyport.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.HTTPHealthCheck;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.UrlMap;
import dev.sallyport.failure.Rejected;
import dev.sallyport.failure.Retryable;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a cloud of its own, whose operations take an hour of its time. */
class ConvergerTest {
    private static final String PROJECT = "lab";
    private static final Duration OPERATION = Duration.ofHours(1);

    private final Log log = new Log();
    private LocalCloud cloud;
    private GoogleClients clients;
    private boolean outOfTime;

    @BeforeEach
    void open() {
        cloud = LocalCloud.builder().latency((collection, method) -> OPERATION).start();
        clients = new GoogleClients(
                new Settings(PROJECT, Optional.of(cloud.apiEndpoint()), Optional.empty(), Optional.empty()));
    }

    @AfterEach
    void close() {
        clients.close();
        cloud.close();
    }

    @Test
    void operationsThatCanRunSideBySideAreStartedTogether() {
        outOfTime = true;
        assertThatThrownBy(() -> converge(check(5), address())).isInstanceOf(Retryable.class);
        assertThat(log.pending())
                .containsOnlyKeys("healthChecks/check/insert", "addresses/address/insert")
                .allSatisfy((action, operation) ->
                        assertThat(operation).startsWith("projects/lab/global/operations/operation-"));
        assertThat(log.writes).isEqualTo(1);
    }

    @Test
    void theNextAttemptGoesOnWaitingForTheSameOperation() {
        outOfTime = true;
        assertThatThrownBy(() -> converge(check(5))).isInstanceOf(Retryable.class);
        Set<String> operations = operations();
        cloud.clock().advance(OPERATION);
        outOfTime = false;
        converge(check(5));
        assertThat(operations()).isEqualTo(operations);
        assertThat(log.pending()).isEmpty();
    }

    @Test
    void whatDiffersIsPatchedAndNothingElse() {
        outOfTime = true;
        assertThatThrownBy(() -> converge(check(5))).isInstanceOf(Retryable.class);
        assertThatThrownBy(() -> converge(check(10))).isInstanceOf(Retryable.class);
        cloud.clock().advance(OPERATION);
        assertThatThrownBy(() -> converge(check(10))).isInstanceOf(Retryable.class);
        assertThat(log.pending()).containsOnlyKeys("healthChecks/check/patch/checkIntervalSec");
        cloud.clock().advance(OPERATION);
        ComputeResource<HealthCheck> wanted = check(10);
        HealthCheck after = converge(wanted).of(wanted);
        assertThat(after.getCheckIntervalSec()).isEqualTo(10);
        assertThat(after.getTimeoutSec()).isEqualTo(5);
    }

    @Test
    void ofAWaveWithSomethingForeignNothingIsTouched() {
        cloud.clock().advance(OPERATION);
        HealthCheck foreign =
                check(5).desired().toBuilder().setDescription("somebody else's").build();
        clients.healthChecks().insertAsync(PROJECT, foreign);
        Set<String> operations = awaitedOperations(1);
        assertThatThrownBy(() -> converge(address(), check(5)))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("healthChecks/check exists already and was not made by Sallyport");
        assertThat(operations()).isEqualTo(operations);
    }

    @Test
    void anOperationThatCannotSucceedIsRejectedWithGooglesWords() {
        ComputeResource<UrlMap> map = ComputeResource.owned(
                collections().urlMaps(),
                "map",
                UrlMap.newBuilder()
                        .setDefaultService("projects/lab/global/backendServices/nowhere")
                        .build(),
                comparison(),
                new Mark("web"));
        assertThatThrownBy(() -> converge(map)).isInstanceOf(Rejected.class).hasMessageContaining("nowhere");
    }

    private Observed converge(Resource<?>... wave) {
        return new Converger(new Operations(clients), log, limit()).converge(wave);
    }

    private ComputeResource<HealthCheck> check(int interval) {
        HealthCheck desired = HealthCheck.newBuilder()
                .setType("HTTP")
                .setHttpHealthCheck(HTTPHealthCheck.newBuilder().setPort(80))
                .setCheckIntervalSec(interval)
                .setTimeoutSec(5)
                .build();
        return ComputeResource.owned(collections().healthChecks(), "check", desired, comparison(), new Mark("web"));
    }

    private ComputeResource<Address> address() {
        return ComputeResource.owned(
                collections().addresses(),
                "address",
                Address.newBuilder().setAddressType("EXTERNAL").build(),
                comparison(),
                new Mark("web"));
    }

    private ComputeCollections collections() {
        return new ComputeCollections(clients, PROJECT);
    }

    private static Comparison comparison() {
        return new Comparison(new ProjectName(PROJECT, "1"));
    }

    private Set<String> awaitedOperations(int count) {
        await().until(() -> operations().size() == count);
        return operations();
    }

    private Set<String> operations() {
        Set<String> names = new HashSet<>();
        clients.globalOperations().list(PROJECT).iterateAll().forEach(operation -> names.add(operation.getName()));
        return names;
    }

    private TimeLimit limit() {
        return new TimeLimit() {
            @Override
            public Duration left() {
                return outOfTime ? Duration.ZERO : Duration.ofSeconds(20);
            }

            @Override
            public void check(String waitingFor) {
                if (outOfTime && !log.pending().isEmpty()) {
                    throw new Retryable("waiting for " + waitingFor);
                }
            }
        };
    }

    private static final class Log implements OperationLog {
        private final Map<String, String> pending = new HashMap<>();
        private int writes;

        @Override
        public String requestId(String action) {
            return UUID.nameUUIDFromBytes(List.of(action).toString().getBytes(StandardCharsets.UTF_8))
                    .toString();
        }

        @Override
        public Map<String, String> pending() {
            return Map.copyOf(pending);
        }

        @Override
        public void started(Map<String, String> operations) {
            writes++;
            pending.putAll(operations);
        }

        @Override
        public void ended(Collection<String> actions) {
            actions.forEach(pending::remove);
        }
    }
}
