package dev.sallyport.environment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The variables a function is started with.
 *
 * <p>On Google Cloud they are the process's environment. Where many functions share one process, their host puts the
 * same names into the class path resource {@value #RESOURCE}, which then takes precedence.
 */
public final class Environment {
    static final String RESOURCE = "META-INF/function-environment.properties";

    private Environment() {}

    /** The variables of this process, and over them those of the host whose class loader loaded this class. */
    public static Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.putAll(ofResource(Environment.class.getClassLoader()));
        return variables;
    }

    private static Map<String, String> ofResource(ClassLoader loader) {
        try (InputStream resource = loader.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                return Map.of();
            }
            Properties properties = new Properties();
            properties.load(resource);
            Map<String, String> values = new HashMap<>();
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }
}
