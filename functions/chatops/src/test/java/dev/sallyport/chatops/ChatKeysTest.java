package dev.sallyport.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long Google's keys are believed. */
class ChatKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private final FakeChats google = new FakeChats();
    private final ChatKeys keys = new ChatKeys(ChatHouse.AUDIENCE, Optional.of(google.chatKeys()));
    private final ChatSigner old = new ChatSigner("old");
    private final ChatSigner fresh = new ChatSigner("fresh");

    @AfterEach
    void close() {
        google.close();
    }

    @Test
    void keysAreKeptForAnHour() {
        google.publish(old);

        assertThat(keys.get("old", NOW)).isPresent();
        assertThat(keys.get("old", NOW.plusSeconds(3600))).isPresent();
        assertThat(google.keyFetches()).isEqualTo(1);
        google.publish(fresh);
        assertThat(keys.get("old", NOW.plusSeconds(3601))).isEmpty();
    }

    @Test
    void aNewKeyIsFetchedWhenItIsFirstMet() {
        google.publish(old);
        assertThat(keys.get("old", NOW)).isPresent();

        google.publish(old, fresh);
        assertThat(keys.get("fresh", NOW.plusSeconds(61))).isPresent();
    }

    @Test
    void keysThatNobodyHasAreAskedForOnceAMinute() {
        google.publish(old);

        for (int second = 0; second < 60; second++) {
            assertThat(keys.get("made-up", NOW.plusSeconds(second))).isEmpty();
        }
        assertThat(google.keyFetches()).isEqualTo(1);
    }
}
