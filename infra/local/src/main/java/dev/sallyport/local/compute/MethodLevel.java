package dev.sallyport.local.compute;

/** How far the local cloud goes in a method of the Compute API. */
public enum MethodLevel {
    /** Behaves as Google's does: defaults, checks, effects on other resources. */
    REAL("behaves as on Google Cloud, as far as known"),
    /** Stores, lists and deletes well-formed resources, without knowing what they mean. */
    GENERIC("stores and returns resources without knowing what they mean"),
    /** Answers 501 with the method's name. */
    ABSENT("answers 501");

    private final String meaning;

    MethodLevel(String meaning) {
        this.meaning = meaning;
    }

    /** What a user may expect, as half a sentence. */
    public String meaning() {
        return meaning;
    }
}
