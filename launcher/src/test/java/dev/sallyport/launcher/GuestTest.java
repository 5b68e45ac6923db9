package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sallyport grant} and {@code revoke}, against a local cloud that runs. */
class GuestTest {
    @TempDir
    private Path folder;

    /** The sweep notices it, by its schedule, and asks for a run. */
    @Test
    void aGuestIsLetInForATimeAndTakenOutByARunWhenItIsOver() {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);

            assertThat(run(lab, "grant", "lab", "sam@example.com", "for", "2h").out())
                    .contains("Protected after ");
            assertThat(run(lab, "status", "lab").out()).containsPattern("Guests +user:sam@example.com until 20");

            lab.advance(Duration.ofHours(3));

            await("the guest to be taken out")
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> lab.house().deployments().find("lab").orElseThrow(), GuestTest::isProtectedFromGuests);
            assertThat(run(lab, "status", "lab").out()).doesNotContain("sam@example.com until");
            assertThat(lab.house().deployments().events("lab"))
                    .filteredOn(event -> event.kind() == Event.Kind.ACCEPTED && event.generation() == 3)
                    .singleElement()
                    .satisfies(event -> assertThat(event.who())
                            .startsWith("the sweep, as the access of user:sam@example.com ended at 20"));
        }
    }

    private static boolean isProtectedFromGuests(Deployment deployment) {
        return deployment.phase() == Phase.PROTECTED
                && deployment.request().guests().isEmpty();
    }

    @Test
    void whoIsRevokedIsLetInNoMore() {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
            run(lab, "grant", "lab", "user:sam@example.com");
            assertThat(principals(lab)).contains("user:sam@example.com");

            run(lab, "revoke", "lab", "user:sam@example.com");

            assertThat(principals(lab)).doesNotContain("user:sam@example.com").isNotEmpty();
        }
    }

    private static List<String> principals(Lab lab) {
        return lab.house().deployments().find("lab").orElseThrow().request().principals();
    }

    private Shell run(Lab lab, String... words) {
        String[] arguments = new String[words.length + 2];
        arguments[0] = words[0];
        arguments[1] = "--local";
        arguments[2] = "http://" + lab.house().apiEndpoint();
        System.arraycopy(words, 1, arguments, 3, words.length - 1);
        Shell shell = new Shell(folder);
        assertThat(shell.run(arguments)).as(shell.out() + shell.err()).isEqualTo(ExitCode.ENDED);
        return shell;
    }
}
