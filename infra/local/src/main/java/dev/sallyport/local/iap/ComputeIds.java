package dev.sallyport.local.iap;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.ForwardingRule;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.projects.Project;
import java.util.Optional;

/** The numeric ids of what IAP protects. */
@FunctionalInterface
public interface ComputeIds {
    /**
     * @param region empty for a global resource
     * @param nameOrId the resource's name or its numeric id
     * @return the id, if there is such a resource
     */
    Optional<String> idOf(Kind kind, Project project, Optional<String> region, String nameOrId);

    /** Kinds of resources that IAP sits on. */
    enum Kind {
        BACKEND_SERVICE,
        FORWARDING_RULE
    }

    static ComputeIds of(ComputeView compute) {
        return (kind, project, region, nameOrId) -> {
            String scope = "projects/" + project.id() + "/"
                    + region.map(name -> "regions/" + name).orElse("global") + "/";
            return switch (kind) {
                case BACKEND_SERVICE ->
                    compute.find(BackendService.class, scope + "backendServices/" + nameOrId)
                            .map(service -> Long.toUnsignedString(service.getId()));
                case FORWARDING_RULE ->
                    compute.find(ForwardingRule.class, scope + "forwardingRules/" + nameOrId)
                            .map(rule -> Long.toUnsignedString(rule.getId()));
            };
        };
    }
}
