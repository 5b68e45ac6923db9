package dev.sallyport.local.internet.network;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a Compute Engine resource, however it was spelled.
 *
 * @param project id or number
 * @param scope {@code global}, {@code regions/REGION} or {@code zones/ZONE}
 * @param collection such as {@code backendServices}
 */
public record ResourceLink(String project, String scope, String collection, String name) {
    private static final Pattern FORM =
            Pattern.compile("(?:.*/)?projects/([^/]+)/(global|(?:regions|zones)/[^/]+)/([^/]+)/([^/]+)");

    /** Reads a full URL or the part after {@code /compute/v1/}. */
    public static Optional<ResourceLink> parse(String link) {
        Matcher form = FORM.matcher(link);
        return form.matches()
                ? Optional.of(new ResourceLink(form.group(1), form.group(2), form.group(3), form.group(4)))
                : Optional.empty();
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
