package dev.sallyport.local.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The list of functions, and of the topics that are there besides those that start a function.
 *
 * @param topics names of topics without the project
 */
public record FunctionsFile(List<String> topics, List<FunctionSpec> functions) {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    /**
     * @throws IllegalArgumentException if it is not YAML, or has unknown, missing or faulty members: the message names
     *     the file and all of them
     * @throws UncheckedIOException if the file cannot be read
     */
    public static FunctionsFile read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the list of functions " + file, e);
        }
    }

    /** @param source what messages call the text */
    static FunctionsFile parse(String yaml, String source) {
        FunctionsFileReader reader = new FunctionsFileReader();
        FunctionsFile file = reader.read(tree(yaml, source));
        if (!reader.faults().isEmpty()) {
            throw new IllegalArgumentException(
                    source + " is not a list of functions:\n  " + String.join("\n  ", reader.faults()));
        }
        return file;
    }

    private static JsonNode tree(String yaml, String source) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(source + " is not YAML: " + e.getMessage(), e);
        }
    }
}
