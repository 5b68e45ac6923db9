package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many requests in one, in the form in which gcloud sends them. */
class BatchTest {
    private static final String ID = "6ad5b0c2-0b6c-4f0e-a5a3-5a2b7ac3a1b6";
    private static final String BOUNDARY = "===============3801893218452117482==";
    private static final MediaType MIXED = MediaType.parse("multipart/mixed; boundary=\"" + BOUNDARY + "\"");

    private final ComputeFixture cloud = new ComputeFixture();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void everyRequestIsAnsweredUnderItsOwnIdAndStatus() {
        AggregatedHttpResponse answer = batch(
                part(1, "GET", "global/firewalls/default-allow-ssh", ""), part(2, "GET", "global/firewalls/gone", ""));

        assertThat(answer.status().code()).isEqualTo(200);
        assertThat(parts(answer)).hasSize(2);
        assertThat(parts(answer)[0])
                .startsWith("Content-Type: application/http\r\nContent-ID: <response-" + ID + "+1>\r\n\r\n")
                .contains("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n\r\n{")
                .contains("\"name\": \"default-allow-ssh\"");
        assertThat(parts(answer)[1])
                .startsWith("Content-Type: application/http\r\nContent-ID: <response-" + ID + "+2>\r\n\r\n")
                .contains("HTTP/1.1 404 Not Found\r\n")
                .contains("'projects/lab-project/global/firewalls/gone' was not found");
    }

    @Test
    void changesTakeEffect() {
        batch(
                part(1, "DELETE", "global/firewalls/default-allow-ssh", ""),
                part(2, "POST", "global/firewalls", "{\"name\": \"own\", \"allowed\": [{\"IPProtocol\": \"tcp\"}]}"));

        assertThat(cloud.get("global/firewalls/default-allow-ssh").status()).isEqualTo(404);
        assertThat(cloud.get("global/firewalls/own").status()).isEqualTo(200);
    }

    @Test
    void textOutsideAsciiArrivesWhole() {
        batch(part(
                1,
                "POST",
                "global/firewalls",
                "{\"name\": \"own\", \"description\": \"für alle\", \"allowed\": [{\"IPProtocol\": \"tcp\"}]}"));

        assertThat(cloud.get("global/firewalls/own").json().at("/description").asText())
                .isEqualTo("für alle");
    }

    @Test
    void linesMayEndInCarriageReturnAndLineFeed() {
        String body =
                body(part(1, "GET", "global/firewalls/default-allow-ssh", "")).replace("\n", "\r\n");

        assertThat(send(MIXED, body).contentUtf8()).contains("HTTP/1.1 200 OK");
    }

    @Test
    void whatLooksLikeABoundaryWithinARequestIsNone() {
        batch(part(
                1,
                "POST",
                "global/firewalls",
                "{\"name\": \"own\", \"description\": \"--" + BOUNDARY
                        + "--\", \"allowed\": [{\"IPProtocol\": \"tcp\"}]}"));

        assertThat(cloud.get("global/firewalls/own").status()).isEqualTo(200);
    }

    @Test
    void theAnswersBoundaryIsInNoneOfTheAnswers() {
        cloud.change(
                "POST", "global/firewalls", "{'name':'own','description':'--batch','allowed':[{'IPProtocol':'tcp'}]}");

        AggregatedHttpResponse answer = batch(part(1, "GET", "global/firewalls/own", ""));

        assertThat(parts(answer)).hasSize(1);
        assertThat(parts(answer)[0]).contains("--batch");
    }

    @Test
    void aMalformedPartIsRefusedAndNothingIsDone() {
        AggregatedHttpResponse answer = batch(
                part(1, "DELETE", "global/firewalls/default-allow-ssh", ""),
                "Content-Type: application/http\n\nnot a request");

        assertThat(answer.status().code()).isEqualTo(400);
        assertThat(answer.contentUtf8())
                .contains("Failed to parse batch request: part 2 must start with a request line such as");
        assertThat(cloud.get("global/firewalls/default-allow-ssh").status()).isEqualTo(200);
    }

    @Test
    void aBodyWithoutPartsIsRefused() {
        assertThat(send(MIXED, "").contentUtf8())
                .contains("Failed to parse batch request: it has 0 parts between its boundaries");
    }

    @Test
    void aBodyThatIsNotMultipartIsRefused() {
        assertThat(send(MediaType.JSON, "{}").contentUtf8())
                .contains("its content type is application/json, but must be multipart/mixed");
    }

    private AggregatedHttpResponse batch(String... parts) {
        return send(MIXED, body(parts));
    }

    private static String body(String... parts) {
        return Stream.of(parts)
                        .map(part -> "--" + BOUNDARY + "\n" + part + "\n")
                        .collect(Collectors.joining()) + "--" + BOUNDARY + "--\n";
    }

    private static String part(int number, String method, String path, String body) {
        return """
                Content-Type: application/http
                MIME-Version: 1.0
                Content-Transfer-Encoding: binary
                Content-ID: <%s+%d>

                %s /compute/v1/projects/lab-project/%s?alt=json HTTP/1.1
                Content-Type: application/json
                MIME-Version: 1.0
                content-length: %d
                Host: 127.0.0.1

                %s""".formatted(ID, number, method, path, body.length(), body);
    }

    private AggregatedHttpResponse send(MediaType type, String body) {
        return WebClient.of(cloud.endpoint())
                .execute(HttpRequest.of(HttpMethod.POST, "/batch/compute/v1", type, HttpData.ofUtf8(body)))
                .aggregate()
                .join();
    }

    private static String[] parts(AggregatedHttpResponse answer) {
        String boundary = answer.contentType().parameters().get("boundary").get(0);
        String whole = answer.contentUtf8();
        assertThat(whole).endsWith("\r\n--" + boundary + "--\r\n");
        String inside = whole.substring(
                ("--" + boundary + "\r\n").length(), whole.length() - ("\r\n--" + boundary + "--\r\n").length());
        return inside.split(Pattern.quote("\r\n--" + boundary + "\r\n"));
    }
}
