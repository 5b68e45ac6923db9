package dev.sallyport.local.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Exchanges of one test run against Google.
 *
 * @param real whether they are proven to come from Google
 * @param preconditions paths of what has to be there before
 */
record Recording(String name, boolean real, List<String> preconditions, List<Exchange> exchanges) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All recordings of the test resources. */
    static List<Recording> all() {
        try (Stream<Path> files = Files.list(Path.of(directory()))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Recording::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI directory() {
        try {
            return Recording.class.getResource("/recorded/compute").toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Recording read(Path file) {
        try {
            JsonNode json = JSON.readTree(file.toFile());
            List<String> preconditions = new ArrayList<>();
            json.path("preconditions").forEach(path -> preconditions.add(path.asText()));
            List<Exchange> exchanges = new ArrayList<>();
            json.get("exchanges").forEach(exchange -> exchanges.add(Exchange.of(exchanges.size(), exchange)));
            boolean real = json.get("provenance").asText().equals("real");
            return new Recording(json.get("name").asText(), real, preconditions, exchanges);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the recording " + file, e);
        }
    }

    /** Whether an exchange after this one asks for the operation. */
    boolean pollsLater(Exchange exchange, String operation) {
        return exchanges.stream()
                .skip(exchange.index() + 1L)
                .anyMatch(later -> later.path().contains("/operations/" + operation));
    }
}
