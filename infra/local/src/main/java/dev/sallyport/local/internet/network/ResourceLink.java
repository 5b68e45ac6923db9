package dev.sallyport.local.internet.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The name of a Compute Engine resource, however it was spelled.
 *
 * @param project id or number
 * @param scope {@code global}, {@code regions/REGION} or {@code zones/ZONE}
 * @param collection such as {@code backendServices}
 */
public record ResourceLink(String project, String scope, String collection, String name) {
    private static final Set<String> SCOPES = Set.of("regions", "zones");

    /** Reads a full URL or the part after {@code /compute/v1/}. */
    public static Optional<ResourceLink> parse(String link) {
        List<String> words = List.of(link.split("/", -1));
        int end = words.size();
        if (isOf(words, end - 5) && words.get(end - 3).equals("global")) {
            return Optional.of(new ResourceLink(words.get(end - 4), "global", words.get(end - 2), words.get(end - 1)));
        }
        if (isOf(words, end - 6) && SCOPES.contains(words.get(end - 4))) {
            String scope = words.get(end - 4) + "/" + words.get(end - 3);
            return Optional.of(new ResourceLink(words.get(end - 5), scope, words.get(end - 2), words.get(end - 1)));
        }
        return Optional.empty();
    }

    /** Whether the words from here on are a project's, none of them empty. */
    private static boolean isOf(List<String> words, int start) {
        return start >= 0
                && words.get(start).equals("projects")
                && !words.subList(start, words.size()).contains("");
    }

    /** @throws IllegalArgumentException if the text names no resource */
    public static ResourceLink of(String link) {
        return parse(link)
                .orElseThrow(() -> new IllegalArgumentException(
                        "link: " + link + " (expected: projects/PROJECT/SCOPE/COLLECTION/NAME)"));
    }

    /** The same name in another collection of the same scope. */
    public ResourceLink in(String otherCollection) {
        return new ResourceLink(project, scope, otherCollection, name);
    }

    public boolean isGlobal() {
        return scope.equals("global");
    }

    /** The part after {@code /compute/v1/}. */
    @Override
    public String toString() {
        return "projects/" + project + "/" + scope + "/" + collection + "/" + name;
    }
}
