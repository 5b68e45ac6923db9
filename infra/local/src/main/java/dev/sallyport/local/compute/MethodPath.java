package dev.sallyport.local.compute;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.common.base.CaseFormat;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.sallyport.local.api.BindingPath;
import java.util.List;

/** Takes the path of a method apart: project or organisation, scope, parents, collection, resource, verb. */
final class MethodPath {
    private static final String VERSION = "/compute/v1/";
    private static final String PROJECT = VERSION + "projects/{project}/";
    private static final String ORGANIZATION = VERSION + Scope.ORGANIZATION.path() + "/";

    private final MethodDescriptor descriptor;
    private final HttpRule rule;
    private final List<String> segments;
    private final boolean ofOrganization;

    MethodPath(MethodDescriptor descriptor) {
        this.descriptor = descriptor;
        this.rule = descriptor.getOptions().getExtension(AnnotationsProto.http);
        String path = BindingPath.of(rule);
        this.ofOrganization = path.startsWith(ORGANIZATION);
        this.segments = segments(path);
    }

    private static List<String> segments(String path) {
        for (String prefix : List.of(PROJECT, ORGANIZATION)) {
            if (path.startsWith(prefix)) {
                // Slashes within the pattern of a variable part no segments.
                return List.of(path.substring(prefix.length()).split("/(?![^{]*})"));
            }
        }
        return List.of();
    }

    ComputeMethod read() {
        if (descriptor.getService().getName().equals("Projects")) {
            MethodKind kind = descriptor.getName().equals("Get") ? MethodKind.GET : MethodKind.CUSTOM;
            return method(kind, Scope.Kind.PROJECT, "", "projects", "");
        }
        int at = collectionIndex();
        String parent = String.join("/", segments.subList(afterScope(), at)).replaceAll("=[^}]*", "");
        String name = at + 1 < segments.size() ? variable(segments.get(at + 1)) : queryName(segments.get(at));
        return method(kind(segments.size() - at, !name.isEmpty()), scope(), parent, segments.get(at), name);
    }

    private ComputeMethod method(
            MethodKind kind, Scope.Kind scope, String parent, String collection, String nameVariable) {
        return new ComputeMethod(descriptor, kind, scope, parent, collection, nameVariable, rule.getBody());
    }

    private Scope.Kind scope() {
        if (ofOrganization) {
            return Scope.Kind.ORGANIZATION;
        }
        boolean isPlace = segments.size() < 3;
        return switch (segments.get(0)) {
            case "regions" -> isPlace ? Scope.Kind.PROJECT : Scope.Kind.REGION;
            case "zones" -> isPlace ? Scope.Kind.PROJECT : Scope.Kind.ZONE;
            // Some methods of global proxies have paths without "global/".
            default -> Scope.Kind.GLOBAL;
        };
    }

    private int afterScope() {
        return switch (segments.get(0)) {
            case "global", "aggregated" -> 1;
            case "regions", "zones" -> segments.size() < 3 ? 0 : 2;
            default -> 0;
        };
    }

    private int collectionIndex() {
        int at = afterScope();
        if (segments.get(at).startsWith("{")) {
            return at + 1;
        }
        while (liesInResource(at)) {
            at += 2;
        }
        return at;
    }

    /** Whether after a collection and a name comes another collection, and not a verb. */
    private boolean liesInResource(int at) {
        if (segments.size() < at + 3 || variable(segments.get(at + 1)).isEmpty()) {
            return false;
        }
        return segments.size() > at + 3
                ? segments.get(at + 3).startsWith("{")
                : List.of("List", "Insert").contains(descriptor.getName());
    }

    private static String variable(String segment) {
        return segment.startsWith("{") ? segment.substring(1, segment.length() - 1) : "";
    }

    /** Autoscalers are patched and replaced with their name in the query. */
    private String queryName(String collection) {
        String field = CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, Reference.singular(collection));
        return rule.getPatternCase() != HttpRule.PatternCase.GET && Fields.has(descriptor.getInputType(), field)
                ? field
                : "";
    }

    /** @param length number of segments from the collection on */
    private MethodKind kind(int length, boolean ofResource) {
        return switch (descriptor.getName()) {
            case "Insert" -> length == 1 ? MethodKind.INSERT : MethodKind.CUSTOM;
            case "List" -> length == 1 ? MethodKind.LIST : MethodKind.CUSTOM;
            case "AggregatedList" -> MethodKind.AGGREGATED_LIST;
            case "SetLabels" -> MethodKind.SET_LABELS;
            case "GetIamPolicy" -> MethodKind.GET_IAM_POLICY;
            case "SetIamPolicy" -> MethodKind.SET_IAM_POLICY;
            case "TestIamPermissions" -> MethodKind.TEST_IAM_PERMISSIONS;
            case "Wait" -> MethodKind.WAIT;
            default -> length <= 2 && ofResource ? ofResource() : MethodKind.CUSTOM;
        };
    }

    private MethodKind ofResource() {
        return switch (descriptor.getName()) {
            case "Get" -> MethodKind.GET;
            case "Patch" -> MethodKind.PATCH;
            // Newer collections call their PATCH "update"; so does one whose verb is POST.
            case "Update" -> rule.hasPut() ? MethodKind.UPDATE : MethodKind.PATCH;
            case "Delete" -> MethodKind.DELETE;
            default -> MethodKind.CUSTOM;
        };
    }
}
