package dev.sallyport.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.LocalCloudExtension;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalCloudExtension.class)
class NoticesTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void oneOfTwoMaySendANoticeUntilItHasHadTheTimeFor(LocalCloud cloud) {
        GoogleApis google = new GoogleApis(
                Optional.of(cloud.apiEndpoint()), new MetadataTokens("nowhere.invalid", InstantSource.fixed(NOW)));
        Notices one = new Notices(google, "notices-project");
        Notices other = new Notices(google, "notices-project");

        assertThat(one.claim("slack-shop-1", NOW)).isTrue();
        assertThat(other.claim("slack-shop-1", NOW.plusSeconds(9))).isFalse();
        assertThat(other.claim("slack-shop-1", NOW.plusSeconds(11))).isTrue();
        assertThat(one.claim("slack-shop-1", NOW.plusSeconds(11))).isFalse();
        assertThat(other.claim("slack-shop-2", NOW)).isTrue();
    }
}
