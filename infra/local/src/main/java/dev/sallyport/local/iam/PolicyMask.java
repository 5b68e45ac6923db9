package dev.sallyport.local.iam;

import com.google.iam.v1.Policy;
import com.google.protobuf.FieldMask;
import dev.sallyport.local.api.ApiException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which parts of a policy a call sets. The etag is the server's whatever the mask says. */
record PolicyMask(Set<String> paths) {
    /** As iam_policy.proto has it: all of the policy but the audit settings. */
    private static final PolicyMask DEFAULT = new PolicyMask(Set.of("bindings", "etag", "version"));

    private static final Set<String> KNOWN = Set.of("bindings", "etag", "version", "auditConfigs", "audit_configs");

    static PolicyMask of(FieldMask mask) {
        List<String> paths = mask.getPathsList();
        if (paths.isEmpty()) {
            return DEFAULT;
        }
        for (String path : paths) {
            if (!KNOWN.contains(path)) {
                throw ApiException.invalid("updateMask: '" + path
                        + "' is not a field of a policy; expected bindings, etag, version or auditConfigs");
            }
        }
        return new PolicyMask(new HashSet<>(paths));
    }

    Policy apply(Policy now, Policy wanted) {
        Policy.Builder next = now.toBuilder();
        if (paths.contains("bindings")) {
            next.clearBindings().addAllBindings(wanted.getBindingsList()).setVersion(wanted.getVersion());
        }
        if (paths.contains("auditConfigs") || paths.contains("audit_configs")) {
            next.clearAuditConfigs().addAllAuditConfigs(wanted.getAuditConfigsList());
        }
        return next.build();
    }
}
