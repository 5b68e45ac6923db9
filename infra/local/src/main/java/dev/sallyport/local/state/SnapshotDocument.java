package dev.sallyport.local.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A snapshot as a JSON document. */
final class SnapshotDocument {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FORMAT = "local-cloud-snapshot";
    private static final int VERSION = 1;

    private SnapshotDocument() {}

    static String written(Snapshot snapshot) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("format", FORMAT);
        document.put("version", VERSION);
        document.put("taken", snapshot.taken().toString());
        snapshot.project().ifPresent(project -> document.put("project", project));
        document.put("key", snapshot.keyId());
        document.put("digest", digest(snapshot));
        ArrayNode records = document.putArray("records");
        snapshot.records().forEach(record -> records.add(written(record)));
        return document.toPrettyString() + "\n";
    }

    /** @throws StateException that names the place of what is wrong */
    static Snapshot read(String text) {
        JsonNode document = parsed(text);
        if (!document.path("format").asText().equals(FORMAT)) {
            throw fault("format", "'" + document.path("format").asText() + "' (expected: " + FORMAT + ")");
        }
        if (document.path("version").asInt() != VERSION) {
            throw fault(
                    "version",
                    document.path("version") + " (expected: " + VERSION
                            + "). Restore it with the local cloud that took it");
        }
        Snapshot snapshot = new Snapshot(
                time(document),
                Optional.ofNullable(document.get("project")).map(JsonNode::asText),
                document.path("key").asText(),
                records(document.path("records")));
        if (!digest(snapshot).equals(document.path("digest").asText())) {
            throw fault("digest", "does not match the rest of the document: it was altered, or is not complete");
        }
        return snapshot;
    }

    private static ObjectNode written(Entry.Put record) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("service", record.address().keeper())
                .put("project", record.address().project())
                .put("key", record.address().key())
                .put(
                        record.isSealed() ? "sealed" : "value",
                        Base64.getEncoder().encodeToString(record.bytes().toByteArray()));
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new StateException(
                    "the snapshot is not JSON: line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        }
    }

    private static Instant time(JsonNode document) {
        try {
            return Instant.parse(document.path("taken").asText());
        } catch (DateTimeException e) {
            throw fault("taken", "is not an RFC 3339 time such as 2030-01-01T00:00:00Z");
        }
    }

    private static List<Entry.Put> records(JsonNode array) {
        if (!array.isArray()) {
            throw fault("records", "is not there (expected: an array)");
        }
        List<Entry.Put> records = new ArrayList<>();
        Set<Address> seen = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            Entry.Put record = record(array.get(i), "records[" + i + "]");
            if (!seen.add(record.address())) {
                throw fault(
                        "records[" + i + "]",
                        "is there twice: " + record.address().key());
            }
            records.add(record);
        }
        return records;
    }

    private static Entry.Put record(JsonNode node, String place) {
        Address address =
                new Address(text(node, place, "service"), text(node, place, "project"), text(node, place, "key"));
        boolean isSealed = node.has("sealed");
        String field = isSealed ? "sealed" : "value";
        try {
            byte[] bytes = Base64.getDecoder().decode(text(node, place, field));
            return new Entry.Put(address, isSealed, ByteString.copyFrom(bytes));
        } catch (IllegalArgumentException e) {
            throw fault(place + "." + field, "is not Base64");
        }
    }

    private static String text(JsonNode node, String place, String field) {
        if (!node.path(field).isTextual()) {
            throw fault(place + "." + field, "is not there (expected: a string)");
        }
        return node.path(field).asText();
    }

    private static StateException fault(String place, String what) {
        return new StateException("snapshot: " + place + ": " + what);
    }

    private static String digest(Snapshot snapshot) {
        MessageDigest digest = sha256();
        update(digest, snapshot.taken() + "\n" + snapshot.project().orElse("") + "\n" + snapshot.keyId());
        for (Entry.Put record : snapshot.records()) {
            update(digest, record.address().context() + "\n" + record.isSealed());
            digest.update(record.bytes().asReadOnlyByteBuffer());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
