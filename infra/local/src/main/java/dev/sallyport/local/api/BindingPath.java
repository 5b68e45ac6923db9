package dev.sallyport.local.api;

import com.google.api.HttpRule;

/** The path by which a method is reached over HTTP, as its descriptor has it. */
public final class BindingPath {
    private BindingPath() {}

    /** The path of the method's first binding; empty if it has none, or one of another verb than the usual ones. */
    public static String of(HttpRule rule) {
        return switch (rule.getPatternCase()) {
            case GET -> rule.getGet();
            case PUT -> rule.getPut();
            case POST -> rule.getPost();
            case DELETE -> rule.getDelete();
            case PATCH -> rule.getPatch();
            case CUSTOM, PATTERN_NOT_SET -> "";
        };
    }
}
