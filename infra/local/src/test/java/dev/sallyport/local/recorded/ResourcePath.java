package dev.sallyport.local.recorded;

import java.util.List;
import java.util.Optional;

/**
 * What the path of a request is about.
 *
 * @param collection such as {@code networks}; {@code iap} for IAP's paths
 * @param resource path of the resource itself, without query and verb
 * @param verb what follows the resource's name
 */
record ResourcePath(String collection, Optional<String> resource, Optional<String> verb) {
    private static final String COMPUTE = "/compute/v1/";

    static ResourcePath of(String request) {
        String path = withoutQuery(request);
        return path.startsWith(COMPUTE) ? ofCompute(path) : ofIap(path);
    }

    static String withoutQuery(String request) {
        return request.split("\\?")[0];
    }

    private static ResourcePath ofIap(String path) {
        boolean iap = path.contains(":iapSettings") || path.contains("/brands") || path.contains("/iap_");
        return new ResourcePath(iap ? "iap" : "other", Optional.of(path.split(":")[0]), Optional.empty());
    }

    private static ResourcePath ofCompute(String path) {
        List<String> parts = List.of(path.substring(COMPUTE.length()).split("/"));
        if (parts.size() < 3) {
            return new ResourcePath("projects", Optional.of(path), Optional.empty());
        }
        int at = collectionIndex(parts);
        if (parts.size() <= at) {
            return new ResourcePath(parts.get(2), Optional.of(path), Optional.empty());
        }
        if (path.contains("/images/family/")) {
            return new ResourcePath("images", Optional.of(path), Optional.empty());
        }
        return new ResourcePath(parts.get(at), resource(parts, at), part(parts, at + 2));
    }

    private static int collectionIndex(List<String> parts) {
        return switch (parts.get(2)) {
            case "global", "aggregated" -> 3;
            case "regions", "zones" -> parts.size() <= 4 ? parts.size() : 4;
            default -> 2;
        };
    }

    private static Optional<String> resource(List<String> parts, int at) {
        return part(parts, at + 1).map(name -> COMPUTE + String.join("/", parts.subList(0, at + 2)));
    }

    private static Optional<String> part(List<String> parts, int index) {
        return index < parts.size() ? Optional.of(parts.get(index)) : Optional.empty();
    }

    /** How the scores call it: global forwarding rules are a type of their own. */
    static String label(String path) {
        String collection = of(path).collection();
        return collection.equals("forwardingRules") && path.contains("/global/") ? "globalForwardingRules" : collection;
    }
}
