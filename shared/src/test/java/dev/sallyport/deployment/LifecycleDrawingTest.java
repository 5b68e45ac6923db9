package dev.sallyport.deployment;

import dev.sallyport.testing.Drawing;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class LifecycleDrawingTest {
    @Test
    void thePageShowsTheTableInTheCode() throws IOException {
        StringBuilder page = new StringBuilder("""
                # The life of a stage

                What may follow what within one generation of a deployment. A new request makes every stage pending again,
                with the stages that wait for no other ready: the roots of the blueprint, or in a teardown, which walks it
                backwards, its last stage.

                ```mermaid
                stateDiagram-v2
                    [*] --> pending
                """);
        for (StageState state : StageState.values()) {
            for (StageState next : StageState.values()) {
                if (state.next().contains(next)) {
                    page.append("    " + name(state) + " --> " + name(next) + "\n");
                }
            }
            if (state.next().isEmpty()) {
                page.append("    " + name(state) + " --> [*]\n");
            }
        }
        page.append("""
                ```

                | state | meaning |
                | --- | --- |
                | pending | waits for predecessors |
                | ready | all predecessors are done; may be claimed |
                | running | claimed by a delivery, under a lease; claimed again, it runs on as a new attempt |
                | waiting | for something outside, held by nobody; the sweep has somebody look again about every minute, and the time does not count |
                | done | everything the stage stands for is true; in a teardown, nothing it made is left |
                | failed | rejected; a person has to act |
                | skipped | will not run in this generation, or not to its end: it has been cancelled |

                A deployment as a whole is in one of these phases:

                | direction | while stages are at work | when every stage is done | when one has failed and nothing else can go on |
                | --- | --- | --- | --- |
                """);
        for (Direction direction : Direction.values()) {
            page.append("| " + direction + " | " + direction.underWay() + " | " + direction.reached() + " | "
                    + Phase.FAILED + " |\n");
        }
        page.append("""

                Cancelled, it is CANCELLING while an operation that was started still runs, and CANCELLED afterwards. What the
                stages that are done have made stands.

                This page is made from `StageState` and `Direction`; a test fails when they differ.
                """);
        Drawing.check("lifecycle.md", page.toString());
    }

    private static String name(StageState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
