package dev.sallyport.request;

import static dev.sallyport.request.Requests.accepted;
import static dev.sallyport.request.Requests.lab;
import static dev.sallyport.request.Requests.labWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardrailsTest {
    @Test
    void theLabKeepsWithinTheDefaults() {
        assertThat(Guardrails.of(Optional.empty()).check(accepted(lab()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"regions": ["europe-*"]}                | /region                       | one of europe-*
        {"machineTypes": ["n2-standard-2"]}      | /instanceTemplate/machineType | one of n2-standard-2
        {"maxSize": 2}                           | /instanceGroup/size           | at most 2
        {"principalDomains": ["example.org", "*.gserviceaccount.com"]} | /principals/0 | a principal of example.org or *.gserviceaccount.com
        {"principalDomains": ["example.com"]}    | /verify/as                    | a principal of example.com
        {"sourceRanges": ["35.191.0.0/16"]}      | /firewall/sourceRanges/0      | a range within 35.191.0.0/16
        """)
    void whatTheOperatorDoesNotAllowIsAFault(String policy, String place, String expected) {
        assertThat(Guardrails.of(Optional.of(policy)).check(accepted(lab())))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo(place);
                    assertThat(fault.expected()).isEqualTo(expected);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "130.211.0.0/16", "10.0.0.0/8", "130.211.4.0/22"})
    void nobodyButGooglesFrontEndsReachesTheApplicationByDefault(String range) {
        assertThat(Guardrails.defaults().check(accepted(labWith("/firewall/sourceRanges/0", '"' + range + '"'))))
                .extracting(Fault::pointer)
                .containsExactly("/firewall/sourceRanges/0");
    }

    @Test
    void aPartOfTheFrontEndsRangeIsAllowed() {
        assertThat(Guardrails.defaults().check(accepted(labWith("/firewall/sourceRanges/0", "\"130.211.2.0/23\""))))
                .isEmpty();
    }

    @Test
    void veryLargeGroupsAreNotAllowedByDefault() {
        assertThat(Guardrails.defaults().check(accepted(labWith("/instanceGroup/size", "101"))))
                .extracting(Fault::pointer)
                .containsExactly("/instanceGroup/size");
    }

    @Test
    void aDomainThatOnlyEndsLikeAnAllowedOneIsNotAllowed() {
        Guardrails guardrails = Guardrails.of(Optional.of("{\"principalDomains\": [\"example.com\"]}"));
        assertThat(guardrails.check(accepted(labWith("/principals/0", "\"user:a@evil-example.com\""))))
                .extracting(Fault::pointer)
                .contains("/principals/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"region\": [\"us-central1\"]}",
                "{\"regions\": []}",
                "{\"regions\": \"us-central1\"}",
                "{\"regions\": [1]}",
                "{\"maxSize\": 0}",
                "{\"maxSize\": \"3\"}",
                "{\"sourceRanges\": [\"10.0.0.1/8\"]}"
            })
    void guardrailsThatCannotBeReadGuardNothingAndAreRefused(String policy) {
        assertThatIllegalArgumentException().isThrownBy(() -> Guardrails.of(Optional.of(policy)));
    }
}
