package dev.sallyport.blueprint;

import java.util.regex.Pattern;

/** The name of a stage, as it stands in the blueprint, in topic names and in the deployment document. */
public record StageName(String value) implements Comparable<StageName> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]*");

    public StageName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("stage name: " + value + " (expected: " + FORM + ")");
        }
    }

    @Override
    public int compareTo(StageName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
