package dev.sallyport.local.recorded;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The data beside the recordings. */
final class Yaml {
    private static final YAMLMapper MAPPER = new YAMLMapper();

    private Yaml() {}

    static <T> T read(String name, Class<T> type) {
        try (InputStream in = Yaml.class.getResourceAsStream("/recorded/" + name)) {
            return MAPPER.readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read recorded/" + name, e);
        }
    }
}
