package dev.sallyport.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Acceptance;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.FindingNews;
import dev.sallyport.deployment.RequestMessage;
import dev.sallyport.failure.Rejected;
import dev.sallyport.testing.Events;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever wants to know is told that something has come of a deployment. */
final class LifecycleTopicTest {
    private static final StageName FIREWALL = new StageName("firewall");

    private static StateCloud cloud;
    private static Mailbox mailbox;
    private static ChainRuntime runtime;

    @BeforeAll
    static void open() {
        cloud = new StateCloud();
        mailbox = new Mailbox(cloud.settings(), List.of(Topics.LIFECYCLE));
        runtime = ChainRuntime.of(cloud.settings(), Blueprint.protectedApplication(), System::nanoTime);
    }

    @AfterAll
    static void close() {
        runtime.close();
        mailbox.close();
        cloud.close();
    }

    @Test
    void ofAnAcceptedRequest() {
        Acceptance accepted = accepted("accepted");

        // No stage has a topic here, so that only who wants to know can be told.
        runtime.announcer().announce(accepted.deployment(), List.of());

        assertTold("accepted");
    }

    @Test
    void ofAStageThatFailed() {
        accepted("failed");
        ScriptedStage firewall = new ScriptedStage(FIREWALL, runtime);
        firewall.throwsAlways(new Rejected("no such network", "name another"));

        firewall.accept(Events.message("d1", new StageMessage("failed", 1, Direction.PROVISION).write()));

        assertTold("failed");
    }

    /** The form that the functions which notify read. */
    @Test
    void ofAFindingWithAllThereIsToSay() {
        FindingNews news = new FindingNews(
                "iap-on backendServices/found",
                "iap-on",
                FindingNews.Change.OPENED,
                "high",
                "ask",
                "IAP is off",
                "iap.enabled is false",
                "switch it on",
                Instant.parse("2026-11-27T12:00:00Z"));

        runtime.announcer().tell("found", 1, news);

        assertThat(mailbox.next().text())
                .isEqualTo("{\"deployment\":\"found\",\"generation\":1,\"kind\":\"finding-opened\",\"finding\":"
                        + "{\"id\":\"iap-on backendServices/found\",\"control\":\"iap-on\",\"severity\":\"high\","
                        + "\"mode\":\"ask\",\"title\":\"IAP is off\","
                        + "\"text\":\"iap.enabled is false\",\"remedy\":\"switch it on\","
                        + "\"at\":\"2026-11-27T12:00:00Z\"}}");
    }

    /** The form that the functions which notify read. */
    @Test
    void ofARefusalWithWhoAskedAndWhy() {
        RequestMessage asked = new RequestMessage("r-1", "anna", "", Optional.empty());

        runtime.announcer().tellRefused("refused", asked, "no such region");

        assertThat(mailbox.next().text())
                .isEqualTo("{\"deployment\":\"refused\",\"kind\":\"refused\",\"request\":\"r-1\",\"by\":\"anna\","
                        + "\"reason\":\"no such region\"}");
    }

    private static Acceptance accepted(String name) {
        return runtime.deployments().accept(SomeRequest.of(name), RequestMessage.undated("m-" + name));
    }

    private static void assertTold(String name) {
        assertThat(mailbox.next().text())
                .isEqualTo(new String(new StageMessage(name, 1, Direction.PROVISION).write(), StandardCharsets.UTF_8));
    }
}
