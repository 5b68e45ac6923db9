package dev.sallyport.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Phase;
import dev.sallyport.deployment.RequestMessage;
import dev.sallyport.deployment.StageRecord;
import dev.sallyport.failure.Retryable;
import dev.sallyport.request.Request;
import dev.sallyport.testing.Events;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.Mailbox.Letter;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All twelve stages, with their messages in whatever order and number a seed says. */
final class ChainUnderDisorderTest {
    private static final Blueprint BLUEPRINT = Blueprint.protectedApplication();

    private static StateCloud cloud;
    private static Mailbox mailbox;
    private static ChainRuntime runtime;

    private final List<StageName> finished = new ArrayList<>();
    private final Map<String, ScriptedStage> stages = new LinkedHashMap<>();
    private final List<Letter> undelivered = new ArrayList<>();

    @BeforeAll
    static void open() {
        cloud = new StateCloud();
        mailbox = new Mailbox(
                cloud.settings(), BLUEPRINT.stages().stream().map(Topics::of).toList());
        runtime = ChainRuntime.of(cloud.settings());
    }

    @AfterAll
    static void close() {
        runtime.close();
        mailbox.close();
        cloud.close();
    }

    @Test
    void everyStageRunsOnceAndAfterItsPredecessors() {
        start("in-order", new Random(0), 0);

        Deployment deployment = deliverAll("in-order", new Random(0), 0);

        assertThat(deployment.phase()).isEqualTo(Phase.PROTECTED);
        assertThat(finished)
                .hasSize(12)
                .allSatisfy(stage -> assertThat(finished.subList(0, finished.indexOf(stage)))
                        .containsAll(BLUEPRINT.predecessorsOf(stage)));
        assertThat(deployment.stages().values()).allMatch(stage -> stage.attempt() == 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 8, 9})
    void backwardsEveryStageIsTakenDownOnceAndAfterThoseThatCameAfterIt(long seed) {
        Random random = new Random(seed);
        String name = "back-" + seed;
        start(name, new Random(0), 0);
        deliverAll(name, new Random(0), 0);
        finished.clear();
        double trouble = seed == 0 ? 0 : 0.3;
        stages.values()
                .forEach(function -> function.tearsDown(context -> {
                    if (random.nextDouble() < trouble) {
                        throw new Retryable("the cloud is busy");
                    }
                    finished.add(function.stage());
                }));
        accept(new Request.Destroy(name), "destroy-" + name);

        Deployment deployment = deliverAll(name, random, trouble);

        assertThat(deployment.phase()).isEqualTo(Phase.DESTROYED);
        assertThat(finished)
                .hasSize(12)
                .doesNotHaveDuplicates()
                .allSatisfy(stage -> assertThat(finished.subList(0, finished.indexOf(stage)))
                        .containsAll(BLUEPRINT.successorsOf(stage)));
        assertThat(deployment.stages().values())
                .allSatisfy(record -> assertThat(record.outputs()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void repeatedReorderedAndReturnedMessagesEndInTheSameState(long seed) {
        Random random = new Random(seed);
        String name = "seed-" + seed;
        start(name, random, 0.3);

        Deployment deployment = deliverAll(name, random, 0.3);

        assertThat(deployment.phase()).isEqualTo(Phase.PROTECTED);
        assertThat(finished).hasSize(12).doesNotHaveDuplicates();
        assertThat(deployment.stages())
                .allSatisfy((stage, record) -> assertThat(record)
                        .extracting(StageRecord::outputs, StageRecord::operations)
                        .containsExactly(Map.of("stage", stage.value()), Map.of()));
    }

    /** Stages that are overtaken by trouble before or after they have done their work. */
    private void start(String name, Random random, double trouble) {
        for (StageName stage : BLUEPRINT.stages()) {
            ScriptedStage function = new ScriptedStage(stage, runtime);
            function.does(context -> {
                if (random.nextDouble() < trouble) {
                    throw new Retryable("the cloud is busy");
                }
                finished.add(stage);
                return StageResult.of(Map.of("stage", stage.value()));
            });
            stages.put(Topics.of(stage), function);
        }
        accept(SomeRequest.of(name), "m-" + name);
    }

    private static void accept(Request.Converging request, String message) {
        var acceptance = runtime.deployments().accept(request, RequestMessage.undated(message));
        runtime.announcer().announce(acceptance.deployment(), acceptance.ready());
    }

    private Deployment deliverAll(String name, Random random, double trouble) {
        Deployment deployment = found(name);
        while (!deployment.phase().isEnd()) {
            if (undelivered.isEmpty()) {
                undelivered.add(mailbox.next());
            }
            deliver(undelivered.remove(random.nextInt(undelivered.size())), random, trouble);
            deployment = found(name);
        }
        return deployment;
    }

    private void deliver(Letter letter, Random random, double trouble) {
        if (random.nextDouble() < trouble) {
            undelivered.add(letter);
        }
        try {
            stages.get(letter.topic())
                    .accept(Events.message(
                            letter.message().getMessageId(),
                            letter.message().getData().toByteArray()));
        } catch (Retryable givenBack) {
            undelivered.add(letter);
        }
    }

    private static Deployment found(String name) {
        return runtime.deployments().find(name).orElseThrow();
    }
}
