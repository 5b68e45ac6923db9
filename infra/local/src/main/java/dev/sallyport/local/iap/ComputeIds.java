package dev.sallyport.local.iap;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.ForwardingRule;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.projects.Project;
import java.util.Optional;
import java.util.stream.Stream;

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
        return (kind, project, region, nameOrId) -> candidates(compute, kind, project)
                .filter(candidate -> candidate.isIn(region) && candidate.isCalled(nameOrId))
                .map(Candidate::id)
                .findFirst();
    }

    private static Stream<Candidate> candidates(ComputeView compute, Kind kind, Project project) {
        return switch (kind) {
            case BACKEND_SERVICE ->
                compute.list(BackendService.class, project.id()).stream()
                        .map(found -> new Candidate(found.getName(), found.getId(), found.getRegion()));
            case FORWARDING_RULE ->
                compute.list(ForwardingRule.class, project.id()).stream()
                        .map(found -> new Candidate(found.getName(), found.getId(), found.getRegion()));
        };
    }

    /** @param region link of the region, empty for a global resource */
    record Candidate(String name, String id, String region) {
        Candidate(String name, long id, String region) {
            this(name, Long.toUnsignedString(id), region);
        }

        boolean isIn(Optional<String> wanted) {
            return wanted.map(name -> region.endsWith("/" + name)).orElse(region.isEmpty());
        }

        boolean isCalled(String nameOrId) {
            return name.equals(nameOrId) || id.equals(nameOrId);
        }
    }
}
