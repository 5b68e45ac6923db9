package dev.sallyport.converge;

/**
 * One field that is not as it should be.
 *
 * @param path the field, in the API's own JSON names, such as {@code iap.enabled} or {@code allowed[tcp].ports}
 * @param from what is there; empty if nothing is
 * @param to what should be there; empty if nothing should
 */
public record FieldDifference(String path, String from, String to) {
    /** The outermost field of the path: what a patch has to name. */
    public String field() {
        return path.split("[.\\[]", 2)[0];
    }

    @Override
    public String toString() {
        return path + ": " + values();
    }

    /** What is there, and what should be. */
    public String values() {
        return shown(from) + " (expected: " + shown(to) + ")";
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value;
    }
}
