package dev.sallyport.converge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links in texts, short. */
class LinkTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://www.googleapis.com/compute/v1/projects/p/global/urlMaps/web | urlMaps/web
            projects/p/global/urlMaps/web                                       | urlMaps/web
            projects/p/zones/us-central1-b/instances/web-1                      | instances/web-1
            [https://www.googleapis.com/compute/v1/projects/p/global/sslCertificates/a, projects/p/global/sslCertificates/b] | [sslCertificates/a, sslCertificates/b]
            {default_service: "projects/p/global/backendServices/web"}          | {default_service: "backendServices/web"}
            """)
    void collectionAndNameAreLeftOfIt(String text, String shortened) {
        assertThat(Link.shortened(text)).isEqualTo(shortened);
    }

    @ParameterizedTest
    @CsvSource({
        "projects/p/global/backendServices/web/getHealth",
        "/srv/projects/p/global/urlMaps/web",
        "projects/p/iap_web/compute/services/web",
        "https://example.com/projects/p",
        "/healthy"
    })
    void whateverElseStaysAsItIs(String text) {
        assertThat(Link.shortened(text)).isEqualTo(text);
    }
}
