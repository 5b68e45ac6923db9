package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 10,000 addresses in one project, page by page. */
class ManyAddressesTest {
    private static final int COUNT = 10_000;
    private static final int IN_A_BATCH = 1_000;
    private static final ComputeFixture CLOUD = new ComputeFixture();

    @BeforeAll
    static void reserveThemAll() {
        for (int first = 0; first < COUNT; first += IN_A_BATCH) {
            reserve(first, first + IN_A_BATCH);
        }
    }

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @Test
    void everyAddressIsOnOnePageAndOnOneOnly() {
        assertThat(names("")).containsExactlyElementsOf(expected(0, COUNT));
    }

    @Test
    void theNewestComeFirstOverAllPages() {
        assertThat(names("&orderBy=creationTimestamp%20desc"))
                .containsExactlyElementsOf(expected(0, COUNT).stream()
                        .sorted(Comparator.reverseOrder())
                        .toList());
    }

    @Test
    void aFilterFindsTheFewItIsFor() {
        assertThat(names("&filter=name%3Da-04242")).containsExactly("a-04242");
        assertThat(names("&filter=name%20eq%20%22a-012.*%22")).containsExactlyElementsOf(expected(1200, 1300));
        assertThat(names("&filter=name%3Anowhere")).isEmpty();
    }

    @Test
    void eachHasAnAddressOfItsOwn() {
        List<String> addresses = new ArrayList<>();
        eachPage(
                "",
                page -> page.path("items")
                        .forEach(item -> addresses.add(item.path("address").asText())));

        assertThat(addresses).hasSize(COUNT).doesNotHaveDuplicates();
    }

    private static List<String> names(String query) {
        List<String> names = new ArrayList<>();
        eachPage(
                query,
                page -> page.path("items")
                        .forEach(item -> names.add(item.path("name").asText())));
        return names;
    }

    private static void eachPage(String query, Consumer<JsonNode> look) {
        String token = "";
        int pages = 0;
        do {
            JsonNode page = CLOUD.get("global/addresses?maxResults=500&pageToken=" + token + query)
                    .json();
            look.accept(page);
            token = page.path("nextPageToken").asText();
            assertThat(++pages).as("pages so far").isLessThanOrEqualTo(COUNT / 500);
        } while (!token.isEmpty());
    }

    private static List<String> expected(int from, int to) {
        return IntStream.range(from, to).mapToObj(ManyAddressesTest::name).toList();
    }

    private static String name(int number) {
        return String.format("a-%05d", number);
    }

    private static void reserve(int from, int to) {
        String requests =
                IntStream.range(from, to).mapToObj(ManyAddressesTest::insert).collect(Collectors.joining());
        AggregatedHttpResponse answer = WebClient.builder(CLOUD.endpoint())
                .maxResponseLength(0)
                .responseTimeoutMillis(60_000)
                .build()
                .execute(HttpRequest.of(
                        HttpMethod.POST,
                        "/batch/compute/v1",
                        MediaType.parse("multipart/mixed; boundary=next"),
                        HttpData.ofUtf8(requests + "--next--\n")))
                .aggregate()
                .join();
        assertThat(answer.contentUtf8().split("HTTP/1.1 200 OK")).hasSize(to - from + 1);
    }

    private static String insert(int number) {
        String body = "{\"name\": \"" + name(number) + "\"}";
        return """
                --next
                Content-Type: application/http

                POST /compute/v1/projects/lab-project/global/addresses HTTP/1.1
                Content-Type: application/json
                content-length: %d

                %s
                """.formatted(body.length(), body);
    }
}
