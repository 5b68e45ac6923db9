package dev.sallyport.google;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberTest {
    @ParameterizedTest
    @CsvSource({
        "user:Alice@Example.COM, user:alice@example.com, example.com",
        "group:staff@example.com, group:staff@example.com, example.com",
        "domain:Example.com, domain:example.com, example.com",
        "serviceAccount:a@p.iam.gserviceaccount.com, serviceAccount:a@p.iam.gserviceaccount.com,",
        "allUsers, allUsers,",
    })
    void addressesAreTheSameWhateverTheirCaseAndPeopleHaveADomain(String member, String canonical, String domain) {
        assertThat(Member.of(member)).hasToString(canonical);
        assertThat(Member.of(member).domain().orElse(null)).isEqualTo(domain);
    }

    @Test
    void everybodyIsWhoeverThereIsOnTheInternet() {
        assertThat(Member.of("allUsers").isEverybody()).isTrue();
        assertThat(Member.of("allAuthenticatedUsers").isEverybody()).isTrue();
        assertThat(Member.of("user:allusers@example.com").isEverybody()).isFalse();
    }
}
