package dev.sallyport.finding;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A control that one look saw violated.
 *
 * @param control the control's id
 * @param subject what violates it, such as {@code firewalls/open-to-all}; of one control and subject there is one
 * @param seen what was seen, in words; may differ from look to look without anything having changed
 * @param evidence the same as data; another one means that the finding has changed. Never a secret
 */
public record Observation(String control, String subject, String seen, Map<String, String> evidence) {
    public Observation {
        evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
    }

    /** What tells findings of a deployment apart. */
    public String key() {
        return control + " " + subject;
    }
}
