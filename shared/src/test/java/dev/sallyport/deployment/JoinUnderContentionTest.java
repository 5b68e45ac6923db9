package dev.sallyport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JoinUnderContentionTest {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final StageName GROUP = new StageName("instance-group");

    private static StateCloud cloud;
    private static Firestore firestore;
    private static Deployments deployments;

    @BeforeAll
    static void open() {
        cloud = new StateCloud();
        firestore = FirestoreConnection.open(cloud.settings());
        deployments = new Deployments(firestore, Blueprint.protectedApplication());
    }

    @AfterAll
    static void close() {
        firestore.shutdownNow();
        cloud.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "second", "third", "fourth"})
    void stagesThatEndAtTheSameTimeMakeTheirSuccessorReadyOnce(String name) throws Exception {
        Acceptance acceptance = deployments.accept(SomeRequest.of(name), RequestMessage.undated(name));

        List<Claim> claims = sideBySide(acceptance.ready().stream()
                .<Callable<Claim>>map(stage -> () -> deployments.claim(name, 1, stage, name + stage, LEASE))
                .toList());
        List<Set<StageName>> ready = sideBySide(claims.stream()
                .<Callable<Set<StageName>>>map(
                        claim -> () -> deployments.complete(((Claim.Granted) claim).attempt(), Map.of(), List.of()))
                .toList());

        assertThat(ready.stream().flatMap(Set::stream)).contains(GROUP).containsOnly(GROUP);
        assertThat(deployments.find(name).orElseThrow().stages()).allSatisfy((stage, record) -> {
            StageState others = stage.equals(GROUP) ? StageState.READY : StageState.PENDING;
            assertThat(record.state()).isEqualTo(acceptance.ready().contains(stage) ? StageState.DONE : others);
        });
        assertThat(deployments.events(name)).hasSize(9);
    }

    @Test
    void ofManyMessagesForOneStageOneIsGranted() throws Exception {
        deployments.accept(SomeRequest.of("web"), RequestMessage.undated("m1"));
        List<Callable<Claim>> attempts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String message = "d" + i;
            attempts.add(() -> deployments.claim("web", 1, new StageName("firewall"), message, LEASE));
        }

        List<Claim> claims = sideBySide(attempts);

        assertThat(claims).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
        assertThat(claims).filteredOn(Claim.Busy.class::isInstance).hasSize(5);
    }

    private static <T> List<T> sideBySide(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
