package dev.sallyport.local.recorded;

/**
 * Something in which a live answer is not like the recorded one.
 *
 * @param field its path, without the indices of lists
 * @param detail the two values, for people
 */
record Difference(Kind kind, String field, String detail) {
    enum Kind {
        /** No request could be sent, or no answer came. */
        UNANSWERED,
        STATUS,
        NOT_EMULATED,
        MISSING,
        EXTRA,
        TYPE,
        VALUE,
        LENGTH,
        ORDER,
        /** One that the server's speed alone makes. */
        TIMING
    }

    static Difference at(Kind kind, String path, String detail) {
        return new Difference(kind, generic(path), detail);
    }

    static String generic(String path) {
        return path.isEmpty() ? "(body)" : path.replaceAll("\\[\\d+]", "[]");
    }

    Difference as(Kind otherKind) {
        return new Difference(otherKind, field, detail);
    }

    boolean isTiming() {
        return kind == Kind.TIMING;
    }
}
