package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.deployment.Phase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plans that are asked for, shown and applied in Slack, through the whole chain. */
class PlanFromChatTest {
    private static final String RULE = "/compute/v1/projects/" + Lab.PROJECT + "/global/firewalls/allow-iap-traffic";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static ChatCaller chats;
    private static Lab lab;
    private static URI slack;

    @BeforeAll
    static void open() {
        chats = new ChatCaller();
        lab = Lab.alone(chats);
        slack = lab.house().functions().get("slack");
        lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
    }

    @AfterAll
    static void close() {
        lab.close();
        chats.close();
    }

    @Test
    void whatWasShownIsAppliedUnlessTheWorldHasMovedWhichIsSaid() {
        meddle(900);
        String apply = apply();
        meddle(800);
        chats.press(slack, apply);
        awaitTold("a request was refused", "Asked for by anna (slack:U0ANNA) in slack:C0OPS", "does not hold any more");
        assertThat(lab.house().deployment("lab").generation()).isEqualTo(1);

        chats.press(slack, apply());
        await("the repair")
                .atMost(PATIENCE)
                .until(
                        () -> lab.house().deployment("lab"),
                        at -> at.generation() == 2 && at.phase() == Phase.PROTECTED);
        assertThat(lab.api().json(lab.api().get(RULE)).path("priority").asInt()).isEqualTo(1000);
    }

    /** The value of the button that applies what a plan shows now. */
    private static String apply() {
        String show = values(chats.slack(slack, "plan lab")).get(0);
        int before = chats.told().size();
        List<String> shown =
                await("the plan").atMost(PATIENCE).until(() -> pressed(show, before), any -> !any.isEmpty());
        return values(shown.get(0)).get(0);
    }

    /** Plans that were told since; until it is made, there is none. */
    private static List<String> pressed(String show, int before) {
        chats.press(slack, show);
        return chats.told().stream()
                .skip(before)
                .filter(told -> told.contains("Plan of lab: changes are pending"))
                .toList();
    }

    private static void meddle(int priority) {
        lab.api().json(lab.api().send("PATCH", RULE, "{\"priority\": " + priority + "}"));
    }

    private static void awaitTold(String... texts) {
        await(texts[0])
                .atMost(PATIENCE)
                .until(() -> chats.told().stream()
                        .anyMatch(told -> List.of(texts).stream().allMatch(told::contains)));
    }

    private static List<String> values(String message) {
        try {
            return new ObjectMapper().readTree(message).findValuesAsText("value");
        } catch (JsonProcessingException e) {
            throw new AssertionError(message, e);
        }
    }
}
