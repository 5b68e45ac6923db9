package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.Phase;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A command typed in Slack, signed as Slack signs it, down to who is served at the application's door. */
class GuestFromChatTest {
    private static final String GUEST = "carol@example.com";

    /** Nothing of Sallyport's takes the guest out here, so that it is the grant itself that ends. */
    @Test
    void aGuestPassesForTheTimeThatWasSaidInSlackAndNoLonger() {
        try (ChatCaller chats = new ChatCaller();
                Lab lab = Lab.alone(chats).without("sweep")) {
            Deployment before = lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
            assertThat(visit(lab, before).statusCode()).isEqualTo(403);

            assertThat(say(chats, lab, "grant lab user:" + GUEST + " for 2h"))
                    .contains("`grant lab user:" + GUEST + "` is on its way");
            Deployment granted = await("the grant to be in force")
                    .atMost(Duration.ofSeconds(90))
                    .until(
                            () -> lab.house().deployments().find("lab").orElseThrow(),
                            at -> at.generation() == 2 && at.phase() == Phase.PROTECTED);

            HttpResponse<String> served = visit(lab, granted);
            assertThat(served.statusCode()).isEqualTo(200);
            assertThat(served.body()).startsWith("Hi, " + GUEST + ".");
            assertThat(say(chats, lab, "status lab")).contains("*Guests:* user:" + GUEST + " until 20");
            assertThat(lab.house().deployments().events("lab"))
                    .filteredOn(event -> event.kind() == Event.Kind.ACCEPTED && event.generation() == 2)
                    .singleElement()
                    .satisfies(event -> assertThat(event.who()).isEqualTo("anna (slack:U0ANNA) in slack:C0OPS"));

            lab.advance(Duration.ofHours(2));

            HttpResponse<String> refused = visit(lab, granted);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).doesNotContain("Hi, ");
        }
    }

    private static String say(ChatCaller chats, Lab lab, String command) {
        return chats.slack(lab.house().functions().get("slack"), command);
    }

    /** Back ends that the load balancer has not found healthy yet are no answer of IAP's. */
    private static HttpResponse<String> visit(Lab lab, Deployment deployment) {
        return await("an answer of the application or of IAP")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> Browser.behind(lab.house().internetProxy()).signIn(Lab.url(deployment), GUEST),
                        answer -> answer.statusCode() < 500);
    }
}
