package dev.sallyport.local.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAccountsTest {
    private final LocalAccounts accounts = new LocalAccounts();

    @Test
    void peopleAreOfTwoOrganisationsAndOfNone() {
        assertThat(accounts.people())
                .extracting(Account::email, Account::hostedDomain)
                .contains(
                        tuple("alice@example.com", Optional.of("example.com")),
                        tuple("mallory@other.test", Optional.of("other.test")),
                        tuple("visitor@gmail.com", Optional.empty()));
    }

    @Test
    void addressesAreComparedWithoutCase() {
        assertThat(accounts.byEmail("Alice@Example.COM"))
                .contains(accounts.people().get(0));
    }

    @Test
    void aPersonNobodyKnowsIsAbsent() {
        assertThat(accounts.byEmail("nobody@example.com")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "robot@lab-project.iam.gserviceaccount.com",
                "123456789012-compute@developer.gserviceaccount.com",
                "lab-project@appspot.gserviceaccount.com",
            })
    void aServiceAccountIsThereOnceNamed(String email) {
        Account account = accounts.byEmail(email).orElseThrow();

        assertThat(account.isServiceAccount()).isTrue();
        assertThat(account.id()).matches("1\\d{20}");
        assertThat(accounts.byEmail(email)).contains(account);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"@lab.iam.gserviceaccount.com", "robot@gserviceaccount.com", "a b@p.iam.gserviceaccount.com"})
    void anAddressNoServiceAccountCanHaveIsAbsent(String email) {
        assertThat(accounts.byEmail(email)).isEmpty();
    }

    @Test
    void aServiceAccountKeepsItsKey() {
        String email = "robot@lab-project.iam.gserviceaccount.com";

        assertThat(accounts.keysOf(email)).hasSize(1).isEqualTo(new LocalAccounts().keysOf(email));
    }

    @Test
    void peopleHaveNoKeys() {
        assertThat(accounts.keysOf("alice@example.com")).isEmpty();
    }
}
