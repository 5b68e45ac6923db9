package dev.sallyport.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.regex.RegularExpression;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/** The form of a request: {@code request.schema.json} (JSON Schema, draft 2020-12). */
final class RequestSchema {
    private static final String RESOURCE = "request.schema.json";

    private final JsonSchema schema;
    private final SchemaFaults wording;

    /** Compiled when the first asks for it, and kept: it takes a megabyte, and many read requests. */
    private static final class Compiled {
        static final RequestSchema SCHEMA = load();
    }

    private RequestSchema(JsonNode source) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .regularExpressionFactory(RequestSchema::expression)
                .build();
        schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(source, config);
        schema.initializeValidators();
        wording = new SchemaFaults(source);
    }

    /** The one for all; it is immutable. */
    static RequestSchema get() {
        return Compiled.SCHEMA;
    }

    private static RequestSchema load() {
        try (InputStream resource = RequestSchema.class.getResourceAsStream(RESOURCE)) {
            return new RequestSchema(RequestJson.MAPPER.readTree(resource));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    List<Fault> check(JsonNode document) {
        return schema.validate(document).stream().map(wording::translate).toList();
    }

    /** In JSON Schema {@code $} is the end of the text; in Java it also stands before a line break at the end. */
    private static RegularExpression expression(String regex) {
        String ended = regex.endsWith("$") ? regex.substring(0, regex.length() - 1) + "\\z" : regex;
        Pattern pattern = Pattern.compile(ended);
        return text -> pattern.matcher(text).find();
    }
}
