package dev.sallyport.converge;

import dev.sallyport.failure.Retryable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links to Compute resources, which the API spells in many ways. */
public final class Link {
    private static final Pattern URL =
            Pattern.compile("(?:https?:)?//[^/]+/(?:compute/(?:v1|beta|alpha)/)?(projects/.+|global/.+)");
    private static final Pattern WITHIN_PROJECT =
            Pattern.compile("(?:global|(?:regions|zones)/[a-z0-9-]+)/[A-Za-z]+/[A-Za-z0-9-]+(?:/.*)?");
    private static final Pattern RESOURCE =
            Pattern.compile("(?<![A-Za-z0-9_./-])(?:https?://[^/\\s]+/compute/(?:v1|beta|alpha)/)?"
                    + "projects/[^/\\s]+/(?:global|(?:regions|zones)/[a-z0-9-]+)/([A-Za-z]+/[A-Za-z0-9-]++)(?!/)");

    private Link() {}

    /** The part of a resource's URL after {@code /compute/v1/}; anything else is returned as it is. */
    public static String partial(String link) {
        Matcher url = URL.matcher(link);
        return url.matches() ? url.group(1) : link;
    }

    /** The last part of a link: the resource's name. */
    public static String name(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }

    /** A text with each link to a Compute resource in it as collection and name, such as {@code urlMaps/web}. */
    public static String shortened(String text) {
        return RESOURCE.matcher(text).replaceAll("$1");
    }

    /**
     * The segment that follows another in a link, such as the zone in {@code projects/p/zones/z/instances/i}.
     *
     * @throws Retryable if the link has no such segment, as where an answer of Google's lacks it: the next may have it
     */
    public static String segmentAfter(String collection, String link) {
        Matcher segment = Pattern.compile("(?:^|/)" + Pattern.quote(collection) + "/([^/]+)")
                .matcher(link);
        if (!segment.find()) {
            throw new Retryable("the Compute API names a resource by \"" + link + "\" (expected: a link with "
                    + collection + "/NAME)");
        }
        return segment.group(1);
    }

    /** One spelling for every way to write the same link within a project. */
    static String canonical(String link, ProjectName project) {
        String partial = partial(link);
        if (WITHIN_PROJECT.matcher(partial).matches()) {
            return "projects/" + project.id() + "/" + partial;
        }
        String byNumber = "projects/" + project.number() + "/";
        return partial.startsWith(byNumber)
                ? "projects/" + project.id() + "/" + partial.substring(byNumber.length())
                : partial;
    }
}
