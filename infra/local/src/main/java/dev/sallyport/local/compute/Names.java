package dev.sallyport.local.compute;

import java.util.regex.Pattern;

/** Names of resources: labels as RFC 1035 has them. */
final class Names {
    private static final String RULE = "(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)";
    private static final Pattern VALID = Pattern.compile(RULE);

    private Names() {}

    /** @return the name */
    static String check(String field, String name) {
        if (name.isEmpty()) {
            throw Refusals.requiredField(field);
        }
        if (!VALID.matcher(name).matches()) {
            throw Refusals.invalidValue(field, name, "Must be a match of regex '" + RULE + "'");
        }
        return name;
    }
}
