package dev.sallyport.local.compute;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a resource is called in full. Links are compared by project, scope, collection and name, never by spelling: the
 * same resource may be named by a URL on several hosts and API versions, or by a part of it.
 */
record Link(String project, Scope scope, String collection, String name) {
    static final String ROOT = "https://www.googleapis.com/compute/v1/";

    /** In place of the project where a resource is an organisation's. */
    static final String NO_PROJECT = "";

    /** gcloud leaves out {@code compute/v1/} where its endpoint is set to a host without a path. */
    private static final Pattern PREFIX =
            Pattern.compile("https?://[^/]+/(?:(?:compute/)?(?:v1|beta|alpha)/)?(?=(?:projects|locations)/)");

    /** Reads a full URL, or the part after {@code /compute/v1/}. */
    static Optional<Link> parse(String text) {
        String path = PREFIX.matcher(text).replaceFirst("");
        List<String> parts = List.of(path.split("/", -1));
        if (parts.size() < 4 || parts.contains("")) {
            return Optional.empty();
        }
        if (path.startsWith(Scope.ORGANIZATION.path() + "/")) {
            return of(NO_PROJECT, Scope.ORGANIZATION, parts, 2);
        }
        if (!parts.get(0).equals("projects")) {
            return Optional.empty();
        }
        String project = parts.get(1);
        return switch (parts.get(2)) {
            case "global" -> of(project, Scope.GLOBAL, parts, 3);
            case "regions" ->
                parts.size() == 4
                        ? Optional.of(new Link(project, Scope.PROJECT, "regions", parts.get(3)))
                        : of(project, Scope.region(parts.get(3)), parts, 4);
            case "zones" ->
                parts.size() == 4
                        ? Optional.of(new Link(project, Scope.PROJECT, "zones", parts.get(3)))
                        : of(project, Scope.zone(parts.get(3)), parts, 4);
            default -> Optional.empty();
        };
    }

    /** Reads the same, and a part that starts with the scope, which is then of the given project. */
    static Optional<Link> parse(String text, String project) {
        return parse(text).or(() -> parse("projects/" + project + "/" + text));
    }

    private static Optional<Link> of(String project, Scope scope, List<String> parts, int at) {
        int rest = parts.size() - at;
        if (rest < 2) {
            return Optional.empty();
        }
        // Pairs of collection and name are resources in one another; images/family/F is a name of two parts.
        int name = rest % 2 == 0 ? parts.size() - 1 : at + 1;
        return Optional.of(new Link(project, scope, joined(parts, at, name), joined(parts, name, parts.size())));
    }

    private static String joined(List<String> parts, int from, int to) {
        return String.join("/", parts.subList(from, to));
    }

    /** The project itself as a resource. */
    static Link ofProject(String project) {
        return new Link(project, Scope.PROJECT, "projects", "");
    }

    /** The part after {@code /compute/v1/}. */
    String path() {
        return collection.equals("projects") ? "projects/" + project : collectionPath() + "/" + name;
    }

    String url() {
        return ROOT + path();
    }

    /** The path of the collection the resource is in. */
    String collectionPath() {
        return switch (scope.kind()) {
            case PROJECT -> "projects/" + project + "/" + collection;
            case ORGANIZATION -> scope.path() + "/" + collection;
            case GLOBAL, REGION, ZONE -> "projects/" + project + "/" + scope.path() + "/" + collection;
        };
    }

    /** The resource that this one lies in, for a wire group its cross-site network. */
    Optional<Link> parent() {
        int slash = collection.lastIndexOf('/');
        return slash < 0
                ? Optional.empty()
                : parse(collectionPath().substring(0, collectionPath().lastIndexOf('/')));
    }

    /** A resource that lies in this one. */
    Link child(String childCollection, String childName) {
        return in(childrenCollection(childCollection), childName);
    }

    /** The collection of what lies in this resource. */
    String childrenCollection(String childCollection) {
        return collection + "/" + name + "/" + childCollection;
    }

    /** Whether the resource is called by its numeric id, not by its name. */
    boolean hasId() {
        return !name.isEmpty() && name.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    Link named(String otherName) {
        return new Link(project, scope, collection, otherName);
    }

    Link in(String otherCollection, String otherName) {
        return new Link(project, scope, otherCollection, otherName);
    }

    Link inScope(Scope otherScope, String otherCollection, String otherName) {
        return new Link(project, otherScope, otherCollection, otherName);
    }

    Link of(String otherProject) {
        return new Link(otherProject, scope, collection, name);
    }

    /** Whether a text of any spelling names this resource. */
    boolean isNamedBy(String text) {
        return parse(text).filter(this::equals).isPresent();
    }
}
