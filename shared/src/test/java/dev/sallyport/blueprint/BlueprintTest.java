package dev.sallyport.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BlueprintTest {
    private static final StageName FRONTEND = new StageName("frontend");
    private final Blueprint blueprint = Blueprint.protectedApplication();

    @Test
    void theFrontEndOpensOnlyAfterIapAndTheFirewallAreInPlace() {
        assertThat(blueprint.predecessorsOf(FRONTEND)).contains(new StageName("iap"), new StageName("firewall"));
    }

    @Test
    void theProofComesAfterEverythingElse() {
        StageName verify = new StageName("verify");
        assertThat(blueprint.predecessorsOf(verify)).hasSize(blueprint.stages().size() - 1);
        assertThat(blueprint.successorsOf(verify)).isEmpty();
    }

    @Test
    void everyStageComesAfterItsPredecessors() {
        List<StageName> order = List.copyOf(blueprint.stages());
        assertThat(order)
                .hasSize(12)
                .allSatisfy(stage -> assertThat(blueprint.predecessorsOf(stage))
                        .allSatisfy(before -> assertThat(order.indexOf(before)).isLessThan(order.indexOf(stage))));
    }

    @Test
    void successorsAreTheOtherSideOfPredecessors() {
        assertThat(blueprint.stages())
                .allSatisfy(stage -> assertThat(blueprint.successorsOf(stage))
                        .allSatisfy(after ->
                                assertThat(blueprint.predecessorsOf(after)).contains(stage)));
        assertThat(blueprint.successorsOf(new StageName("instance-group"))).contains(new StageName("backend"));
    }

    @Test
    void rootsWaitForNoOther() {
        assertThat(blueprint.roots())
                .isEqualTo(Set.of(
                        new StageName("firewall"),
                        new StageName("instance-template"),
                        new StageName("certificate"),
                        new StageName("consent")));
    }

    @Test
    void aStageIsDeclaredOnceAndAfterItsPredecessors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Blueprint.declare().stage("a", "b"))
                .withMessageContaining("predecessor of a: b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Blueprint.declare().stage("a").stage("a"))
                .withMessageContaining("declared once");
    }

    @Test
    void aStageThatIsNotInTheBlueprintIsToldWhichAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> blueprint.predecessorsOf(new StageName("nothing")))
                .withMessageContaining("verify");
    }

    @Test
    void backwardsEachStageWaitsForThoseThatWaitedForIt() {
        Blueprint forwards = Blueprint.protectedApplication();
        Blueprint backwards = forwards.backwards();

        assertThat(backwards.roots()).containsExactly(new StageName("verify"));
        assertThat(backwards.stages()).allSatisfy(stage -> {
            assertThat(backwards.predecessorsOf(stage)).isEqualTo(forwards.successorsOf(stage));
            assertThat(backwards.successorsOf(stage)).isEqualTo(forwards.predecessorsOf(stage));
        });
        List<StageName> order = new ArrayList<>(backwards.stages());
        assertThat(order)
                .allSatisfy(stage -> assertThat(order.subList(0, order.indexOf(stage)))
                        .containsAll(backwards.predecessorsOf(stage)));
    }
}
