package dev.sallyport.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.failure.Poison;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AuditEntryTest {
    @ParameterizedTest
    @CsvSource({
        "projects/lab/global/firewalls/open-to-all, true",
        "projects/lab/global/backendServices/side-door, true",
        "projects/lab/iap_web/compute/services/7, true",
        "projects/lab, true",
        "projects/lab/zones/us-central1-b/disks/scratch, false",
        "projects/lab/global/images/golden, false",
    })
    void whatIsNobodysConcernsAllOnlyIfItMayLeadToTheirVms(String resource, boolean concerns) {
        assertThat(read(entry(resource)).orElseThrow().mayConcernAll()).isEqualTo(concerns);
    }

    @Test
    void anEntryThatNamesNoProjectConcernsNobody() {
        assertThat(read("{\"protoPayload\": {\"resourceName\": \"projects/lab/global/firewalls/x\"}}"))
                .isEmpty();
    }

    @Test
    void whatIsNoJsonIsPoison() {
        assertThatExceptionOfType(Poison.class).isThrownBy(() -> read("insertId=7"));
    }

    private static String entry(String resource) {
        return "{\"protoPayload\": {\"resourceName\": \"" + resource
                + "\"}, \"resource\": {\"labels\": {\"project_id\": \"lab\"}}}";
    }

    private static Optional<AuditEntry> read(String json) {
        return AuditEntry.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
