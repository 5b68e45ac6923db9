package dev.sallyport.request;

import static dev.sallyport.request.Requests.acceptedOfAnyKind;
import static dev.sallyport.request.Requests.faults;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests about a deployment that is there: they name it, and nothing else. */
final class RequestOfDeploymentTest {
    @Test
    void aRepairNamesItsDeployment() {
        assertThat(acceptedOfAnyKind("{\"action\": \"repair\", \"deployment\": \"lab\"}"))
                .isEqualTo(new Request.Repair("lab"));
    }

    @Test
    void aDestroyNamesItsDeployment() {
        assertThat(acceptedOfAnyKind("{\"action\": \"destroy\", \"deployment\": \"lab\"}"))
                .isEqualTo(new Request.Destroy("lab"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"repair", "destroy"})
    void theNameMustBeThere(String action) {
        assertThat(faults("{\"action\": \"" + action + "\"}"))
                .containsExactly(new Fault(
                        "/deployment",
                        "is missing",
                        "1 to 63 lower-case letters, digits and hyphens, beginning with a letter and not ending"
                                + " with a hyphen (RFC 1035)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"repair", "destroy"})
    void theNameMustBeOne(String action) {
        assertThat(faults("{\"action\": \"" + action + "\", \"deployment\": \"Lab\"}"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/deployment");
                    assertThat(fault.problem()).isEqualTo("is \"Lab\"");
                    assertThat(fault.expected()).startsWith("1 to 63 lower-case letters");
                });
    }

    /** A specification beside the name would be taken for one that counts. */
    @ParameterizedTest
    @ValueSource(strings = {"repair", "destroy"})
    void whatOnlyAProvisionMaySayIsUnknown(String action) {
        assertThat(faults("{\"action\": \"" + action + "\", \"deployment\": \"lab\", \"principals\": [\"allUsers\"]}"))
                .containsExactly(
                        new Fault("/principals", "unknown member \"principals\"", "one of action, deployment"));
    }
}
