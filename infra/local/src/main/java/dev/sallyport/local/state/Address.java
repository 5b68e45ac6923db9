package dev.sallyport.local.state;

/** Where a record lies: in whose care, of which project, called what. */
record Address(String keeper, String project, String key) {
    /** What a sealed value is tied to, so that it opens nowhere else. */
    String context() {
        return keeper + "\n" + project + "\n" + key;
    }
}
