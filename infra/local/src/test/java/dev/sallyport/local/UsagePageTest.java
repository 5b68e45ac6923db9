package dev.sallyport.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code /-/usage}: what was used of the cloud. */
class UsagePageTest {
    private static final String DOCUMENTS = "/v1/projects/usage-project/databases/(default)/documents/";
    private static final String TOPIC = "/v1/projects/usage-project/topics/t";

    private static LocalCloud cloud;
    private static RestClient rest;

    @BeforeAll
    static void start() {
        cloud = LocalCloud.start();
        rest = new RestClient(cloud);
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @Test
    void everyCallIsCountedByItsMethod() {
        long before = count("/calls/compute/networks.get");

        rest.get("/compute/v1/projects/usage-project/global/networks/default");
        rest.get("/compute/v1/projects/usage-project/global/networks/missing");

        assertThat(count("/calls/compute/networks.get")).isEqualTo(before + 2);
    }

    /** What is found missing is a read, too; what is refused writes nothing. */
    @Test
    void documentsAreCountedAsTheyAreBilled() {
        long read = count("/documents/read");
        long written = count("/documents/written");
        long deleted = count("/documents/deleted");
        String fields = "{\"fields\": {\"a\": {\"integerValue\": 1}}}";

        rest.send("PATCH", DOCUMENTS + "some/one", fields);
        rest.send("PATCH", DOCUMENTS + "some/two", fields);
        rest.send("PATCH", DOCUMENTS + "some/missing?currentDocument.exists=true", fields);
        rest.get(DOCUMENTS + "some");
        rest.post(DOCUMENTS.substring(0, DOCUMENTS.length() - 1) + ":batchGet", batch("some/one", "some/missing"));
        rest.send("DELETE", DOCUMENTS + "some/one", "");

        assertThat(count("/documents/written")).isEqualTo(written + 2);
        assertThat(count("/documents/read")).isEqualTo(read + 4);
        assertThat(count("/documents/deleted")).isEqualTo(deleted + 1);
    }

    @Test
    void messagesAreCountedOnceHoweverManyAreInACall() {
        long before = count("/messages/published");

        rest.send("PUT", TOPIC, "{}");
        rest.post(TOPIC + ":publish", "{\"messages\": [{\"data\": \"e30=\"}, {\"data\": \"e30=\"}]}");

        assertThat(count("/messages/published")).isEqualTo(before + 2);
    }

    private static String batch(String... documents) {
        String names = String.join("\", \"" + DOCUMENTS.substring("/v1/".length()), documents);
        return "{\"documents\": [\"" + DOCUMENTS.substring("/v1/".length()) + names + "\"]}";
    }

    private static long count(String pointer) {
        return rest.get("/-/usage").body().at(pointer).asLong();
    }
}
