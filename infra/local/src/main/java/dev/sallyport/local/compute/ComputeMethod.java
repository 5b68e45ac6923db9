package dev.sallyport.local.compute;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.List;

/**
 * A method of the Compute API, read off its descriptor: which collection it serves and what it does there.
 *
 * @param scope kind of the scope in its path
 * @param collection as in the path, such as {@code backendServices}; empty if the path has none that we know how to read
 * @param nameVariable request field with the resource's name; empty for methods of the whole collection
 * @param bodyField request field with the body; empty if there is none
 */
record ComputeMethod(
        MethodDescriptor descriptor,
        MethodKind kind,
        Scope.Kind scope,
        String collection,
        String nameVariable,
        String bodyField) {
    private static final String PREFIX = "/compute/v1/projects/{project}";

    static ComputeMethod of(MethodDescriptor descriptor) {
        HttpRule rule = descriptor.getOptions().getExtension(AnnotationsProto.http);
        return new PathReader(descriptor, path(rule)).read(rule.getBody());
    }

    private static String path(HttpRule rule) {
        return switch (rule.getPatternCase()) {
            case GET -> rule.getGet();
            case PUT -> rule.getPut();
            case POST -> rule.getPost();
            case DELETE -> rule.getDelete();
            case PATCH -> rule.getPatch();
            case CUSTOM, PATTERN_NOT_SET -> "";
        };
    }

    /** The method's name as the API's reference spells it, such as {@code setNamedPorts}. */
    String name() {
        return lowerFirst(descriptor.getName());
    }

    /** Its full name there, such as {@code compute.regionInstanceGroups.setNamedPorts}. */
    String id() {
        return "compute." + lowerFirst(descriptor.getService().getName()) + "." + name();
    }

    static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Takes a path apart: project, scope, collection, resource, verb. */
    private record PathReader(MethodDescriptor descriptor, List<String> segments) {
        PathReader(MethodDescriptor descriptor, String path) {
            this(descriptor, path.startsWith(PREFIX + "/") ? segments(path) : List.of());
        }

        private static List<String> segments(String path) {
            return List.of(path.substring(PREFIX.length() + 1).split("/"));
        }

        ComputeMethod read(String body) {
            if (descriptor.getService().getName().equals("Projects")) {
                return method(
                        descriptor.getName().equals("Get") ? MethodKind.GET : MethodKind.CUSTOM, "projects", "", body);
            }
            if (segments.isEmpty()) {
                return method(MethodKind.CUSTOM, "", "", body);
            }
            int at = collectionIndex();
            String name = at + 1 < segments.size() ? variable(segments.get(at + 1)) : "";
            return method(kind(segments.size() - at), segments.get(at), name, body);
        }

        private ComputeMethod method(MethodKind kind, String collection, String name, String body) {
            return new ComputeMethod(descriptor, kind, scope(), collection, name, body);
        }

        private Scope.Kind scope() {
            if (segments.size() < 3 && !segments.isEmpty() && (first().equals("zones") || first().equals("regions"))) {
                return Scope.Kind.PROJECT;
            }
            return switch (segments.isEmpty() ? "" : first()) {
                case "regions" -> Scope.Kind.REGION;
                case "zones" -> Scope.Kind.ZONE;
                case "" -> Scope.Kind.PROJECT;
                // Some methods of global proxies have paths without "global/".
                default -> Scope.Kind.GLOBAL;
            };
        }

        private int collectionIndex() {
            return switch (first()) {
                case "global", "aggregated" -> 1;
                case "regions", "zones" -> segments.size() < 3 ? 0 : 2;
                default -> 0;
            };
        }

        private String first() {
            return segments.get(0);
        }

        private static String variable(String segment) {
            return segment.startsWith("{") ? segment.substring(1, segment.length() - 1) : "";
        }

        private MethodKind kind(int length) {
            boolean nested = length > 2 && segments.get(segments.size() - 1).startsWith("{") || length > 3;
            return nested || segments.stream().anyMatch(segment -> segment.contains("="))
                    ? MethodKind.CUSTOM
                    : byName(length);
        }

        private MethodKind byName(int length) {
            return switch (descriptor.getName()) {
                case "Insert" -> length == 1 ? MethodKind.INSERT : MethodKind.CUSTOM;
                case "Get" -> length == 2 ? MethodKind.GET : MethodKind.CUSTOM;
                case "List" -> length == 1 ? MethodKind.LIST : MethodKind.CUSTOM;
                case "AggregatedList" -> MethodKind.AGGREGATED_LIST;
                case "Patch" -> length == 2 ? MethodKind.PATCH : MethodKind.CUSTOM;
                case "Update" -> length == 2 ? byVerb() : MethodKind.CUSTOM;
                case "Delete" -> length == 2 ? MethodKind.DELETE : MethodKind.CUSTOM;
                case "SetLabels" -> MethodKind.SET_LABELS;
                case "GetIamPolicy" -> MethodKind.GET_IAM_POLICY;
                case "SetIamPolicy" -> MethodKind.SET_IAM_POLICY;
                case "TestIamPermissions" -> MethodKind.TEST_IAM_PERMISSIONS;
                case "Wait" -> MethodKind.WAIT;
                default -> MethodKind.CUSTOM;
            };
        }

        /** Newer collections call their PATCH "update". */
        private MethodKind byVerb() {
            return descriptor.getOptions().getExtension(AnnotationsProto.http).hasPatch()
                    ? MethodKind.PATCH
                    : MethodKind.UPDATE;
        }
    }
}
