package dev.sallyport.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with requests about somebody's access. */
class AccessRequestTest {
    private final RequestReader reader = new RequestReader();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"action": "grant", "deployment": "web"}                                              | /principal
        {"action": "grant", "deployment": "web", "principal": "allUsers"}                     | /principal
        {"action": "grant", "deployment": "web", "principal": 7}                              | /principal
        {"action": "grant", "deployment": "web", "principal": "user:a@b.c", "until": "soon"}  | /until
        {"action": "revoke", "deployment": "web", "principal": "a@b.c"}                       | /principal
        {"action": "revoke", "deployment": "web", "principal": "user:a@b.c", "until": "2030-01-01T00:00:00Z"} | /until
        """)
    void eachHasOneFault(String request, String place) {
        assertThat(faults(request)).extracting(Fault::pointer).containsExactly(place);
    }

    @Test
    void aGuestIsAPrincipalWithATimeAndNamedOnce() {
        String request = """
                {"action": "provision", "deployment": "web", "project": "web-project", "principals": ["user:a@b.c"],
                 "guests": [
                   {"principal": "user:A@b.c", "until": "2030-01-01T00:00:00Z"},
                   {"principal": "sam", "until": "2030-01-01T00:00:00Z"},
                   {"principal": "user:d@b.c", "until": "soon"}
                 ]}
                """;

        assertThat(faults(request))
                .extracting(Fault::pointer)
                .containsExactly("/guests/0/principal", "/guests/1/principal", "/guests/2/until");
    }

    private List<Fault> faults(String request) {
        return reader.read(request.getBytes(StandardCharsets.UTF_8)) instanceof RequestReading.Faulty faulty
                ? faulty.faults()
                : List.of();
    }
}
