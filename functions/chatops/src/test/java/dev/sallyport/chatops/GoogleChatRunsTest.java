package dev.sallyport.chatops;

import static dev.sallyport.chatops.SomePolicy.ANNA_IN_CHAT;
import static dev.sallyport.chatops.SomePolicy.OLGA_IN_CHAT;
import static dev.sallyport.chatops.SomePolicy.SAM_IN_CHAT;
import static dev.sallyport.chatops.SomePolicy.SPACE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A space in which the app speaks as itself. */
class GoogleChatRunsTest {
    private ChatHouse house;

    @BeforeEach
    void open() {
        house = new ChatHouse(
                SomePolicy.TEXT, ChatHouse.AUDIENCE, Map.of("SALLYPORT_GOOGLE_CHAT_SPACE", SomePolicy.SPACE));
        house.secret("space", house.fakes().url("space?key=k&token=t"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aRunIsOneMessageThatChangesAsItGoesOn() {
        house.deployment("shop", SomeDeployment.of("shop", "PROVISIONING"));
        house.tell("shop", 2);
        JsonNode created = house.googleChat().awaitCreated();
        assertThat(created.path("name").asText()).startsWith(SPACE + "/messages/");
        assertThat(created.path("text").asText()).startsWith("*shop in shop-project, generation 2: provisioning*");
        assertThat(created.at("/thread/threadKey").asText()).isEqualTo("shop-2");
        house.awaitNotice("chat-shop-2");

        house.deployment("shop", SomeDeployment.failedInAccess("shop"));
        house.tell("shop", 2);
        JsonNode changed = house.googleChat().awaitUpdated();
        assertThat(changed.path("name")).isEqualTo(created.path("name"));
        assertThat(changed.path("text").asText()).startsWith("*shop in shop-project, generation 2: failed*");
        assertThat(labels(changed)).containsExactly("Retry");
        JsonNode failure = house.googleChat().awaitCreated();
        assertThat(failure.at("/thread/threadKey").asText()).isEqualTo("shop-2");
        assertThat(failure.path("text").asText()).contains("access failed", "*What to do:* name another");

        house.deployment("shop", SomeDeployment.of("shop", "PROTECTED"));
        house.tell("shop", 2);
        assertThat(labels(house.googleChat().awaitUpdated())).isEmpty();
        assertThat(house.googleChat().created()).isEmpty();
        assertThat(house.fakes().calls("space")).isEmpty();
    }

    @Test
    void aFindingCanBeRepairedOrMutedWhereItIsToldOf() {
        house.tell(SomeFinding.opened("ask"));
        JsonNode told = house.googleChat().awaitCreated();
        assertThat(told.at("/thread/threadKey").asText()).isEqualTo("shop-2");
        assertThat(told.path("text").asText()).contains("iap.enabled is false", "*What to do:* switch it on");
        assertThat(labels(told)).containsExactly("Repair", "Mute for a day");

        GoogleChatCaller google = GoogleChatCaller.of(house);
        String mute = told.findValues("parameters").get(1).get(0).path("value").asText();
        house.published();
        assertThat(google.answer(ChatEvents.pressed(SAM_IN_CHAT, mute, Instant.now()))
                        .path("text")
                        .asText())
                .contains("You may not `mute shop` here");
        assertThat(house.published()).isEmpty();
        google.answer(ChatEvents.pressed(ANNA_IN_CHAT, mute, Instant.now()));
        google.answer(ChatEvents.pressed(OLGA_IN_CHAT, mute, Instant.now()));
        List<JsonNode> requests = house.published();
        assertThat(requests)
                .extracting(request -> request.path("control").asText())
                .containsOnly("iap-on");
        assertThat(requests.get(0).path("until")).isEqualTo(requests.get(1).path("until"));
        assertThat(requests.get(0).path("requestId")).isEqualTo(requests.get(1).path("requestId"));
    }

    @Test
    void aPlanIsAReplyInTheThreadOfItsRun() {
        house.deployment("shop", SomeDeployment.of("shop", "PROTECTED"));
        house.tell("shop", 2);
        house.googleChat().awaitCreated();
        house.awaitNotice("chat-shop-2");
        house.published();
        GoogleChatCaller google = GoogleChatCaller.of(house);

        String show = GoogleChatCaller.ticket(google.said(ANNA_IN_CHAT, "plan shop"));
        house.plan("shop", house.published().get(0).path("requestId").asText(), "abc123");
        JsonNode answer = google.answer(ChatEvents.pressed(ANNA_IN_CHAT, show, Instant.now()));

        JsonNode plan = house.googleChat().awaitCreated();
        assertThat(plan.at("/thread/threadKey").asText()).isEqualTo("shop-2");
        assertThat(plan.path("text").asText()).contains("changes are pending", "access: change policy");
        assertThat(labels(plan)).containsExactly("Apply", "Cancel");
        assertThat(answer.path("text").asText()).contains("See the thread of its run");
        assertThat(labels(answer)).isEmpty();
        google.answer(ChatEvents.pressed(ANNA_IN_CHAT, GoogleChatCaller.ticket(plan), Instant.now()));
        assertThat(house.published())
                .singleElement()
                .satisfies(apply -> assertThat(apply.path("plan").asText()).isEqualTo("abc123"));
    }

    @Test
    void aPlanOfARunWithoutAThreadIsSaidWhereItWasAskedFor() {
        GoogleChatCaller google = GoogleChatCaller.of(house);
        house.published();
        String show = GoogleChatCaller.ticket(google.said(ANNA_IN_CHAT, "plan shop"));
        house.plan("shop", house.published().get(0).path("requestId").asText(), "abc123");

        assertThat(labels(google.answer(ChatEvents.pressed(ANNA_IN_CHAT, show, Instant.now()))))
                .containsExactly("Apply", "Cancel");
        assertThat(house.googleChat().created()).isEmpty();
    }

    private static List<String> labels(JsonNode message) {
        return message.path("cardsV2").findValues("buttons").stream()
                .flatMap(buttons -> buttons.findValuesAsText("text").stream())
                .toList();
    }
}
