package dev.sallyport.local.firestore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.StringValue;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.state.Form;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.KeptMap;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/** The long-running operations that change fields, in their JSON form. Each is done when it is first shown. */
final class FieldOperations {
    private static final String TYPE = "type.googleapis.com/google.firestore.admin.v1.";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final InstantSource clock;
    private final DocumentIds ids;
    private final KeptMap<StringValue> operations = KeptMap.of(
            "firestore-operations",
            Form.of(StringValue.parser()),
            name -> DatabaseName.containing(name).project());

    FieldOperations(InstantSource clock, DocumentIds ids) {
        this.clock = clock;
        this.ids = ids;
    }

    Keeper keeper() {
        return operations;
    }

    /**
     * @param changeType what became of the field's TTL setting: {@code ADD} or {@code REMOVE}
     * @param result the field as it is now
     */
    ObjectNode done(FieldName field, String changeType, ObjectNode result) {
        String name = field.database() + "/operations/" + ids.next();
        String now = clock.instant().toString();
        ObjectNode operation = JsonNodeFactory.instance.objectNode().put("name", name);
        operation
                .putObject("metadata")
                .put("@type", TYPE + "FieldOperationMetadata")
                .put("startTime", now)
                .put("endTime", now)
                .put("field", field.toString())
                .put("state", "SUCCESSFUL")
                .putObject("ttlConfigDelta")
                .put("changeType", changeType);
        operation.put("done", true);
        operation.putObject("response").put("@type", TYPE + "Field").setAll(result);
        operations.put(name, StringValue.of(operation.toString()));
        return operation;
    }

    /** @throws ApiException if there is none of this name */
    JsonNode get(String name) {
        try {
            return JSON.readTree(operations
                    .get(name)
                    .orElseThrow(() -> ApiException.notFound("Operation not found: " + name))
                    .getValue());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("firestore-operations record " + name + ": not an operation", e);
        }
    }
}
