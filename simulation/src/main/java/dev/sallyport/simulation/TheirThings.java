package dev.sallyport.simulation;

import com.google.protobuf.ByteString;
import dev.sallyport.local.state.StateRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was in the projects before anything was asked for stays as it is. */
final class TheirThings implements Invariant {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String REMOVED_ON_REQUEST = "global/firewalls/default-allow-internal";

    private final World world;
    private final Map<String, Map<String, ByteString>> before = new LinkedHashMap<>();

    /** Puts them there. */
    TheirThings(World world, List<String> deployments) {
        this.world = world;
        deployments.stream().map(Variant::project).forEach(project -> {
            insert(
                    project,
                    "firewalls",
                    "{\"name\": \"their-rule\", \"sourceRanges\": [\"192.0.2.0/24\"],"
                            + " \"allowed\": [{\"IPProtocol\": \"tcp\", \"ports\": [\"8443\"]}]}");
            insert(project, "addresses", "{\"name\": \"their-address\"}");
            insert(project, "healthChecks", "{\"name\": \"their-check\", \"type\": \"TCP\"}");
            before.put(project, records(project));
        });
    }

    @Override
    public void seen(SeenCall call) {
        if (call.isWrite()) {
            before.forEach((project, known) -> {
                if (call.call().resource().startsWith("projects/" + project + "/")) {
                    compare(project, known, call);
                }
            });
        }
    }

    private void compare(String project, Map<String, ByteString> known, SeenCall call) {
        Map<String, ByteString> now = records(project);
        known.forEach((key, value) -> {
            if (!value.equals(now.get(key)) && !key.equals(REMOVED_ON_REQUEST)) {
                throw new Violation("their things", key + " of " + project + " was changed by " + call.name());
            }
        });
    }

    private Map<String, ByteString> records(String project) {
        Map<String, ByteString> records = new TreeMap<>();
        for (StateRecord record : world.cloud().compute().records(project)) {
            if (!record.key().contains("operations/")) {
                records.put(record.key(), record.value());
            }
        }
        return records;
    }

    private void insert(String project, String collection, String body) {
        URI url = URI.create(
                "http://" + world.cloud().apiEndpoint() + "/compute/v1/projects/" + project + "/global/" + collection);
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(url)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(url + " answered " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
