package dev.sallyport.local.compute;

/**
 * Where a resource lives.
 *
 * @param name of the region or zone, otherwise empty
 */
record Scope(Kind kind, String name) {
    static final Scope GLOBAL = new Scope(Kind.GLOBAL, "");
    static final Scope PROJECT = new Scope(Kind.PROJECT, "");
    static final Scope ORGANIZATION = new Scope(Kind.ORGANIZATION, "");

    enum Kind {
        GLOBAL,
        REGION,
        ZONE,
        /** Directly below the project: its zones and regions themselves. */
        PROJECT,
        /** Of an organisation or folder, and of no project. */
        ORGANIZATION
    }

    static Scope region(String name) {
        return new Scope(Kind.REGION, name);
    }

    static Scope zone(String name) {
        return new Scope(Kind.ZONE, name);
    }

    /** As in a link; empty for {@link #PROJECT}. */
    String path() {
        return switch (kind) {
            case GLOBAL -> "global";
            case REGION -> "regions/" + name;
            case ZONE -> "zones/" + name;
            case PROJECT -> "";
            case ORGANIZATION -> "locations/global";
        };
    }

    /** The region this scope is in or is itself; empty for the others. */
    String region() {
        return switch (kind) {
            case REGION -> name;
            case ZONE -> name.substring(0, name.lastIndexOf('-'));
            case GLOBAL, PROJECT, ORGANIZATION -> "";
        };
    }
}
