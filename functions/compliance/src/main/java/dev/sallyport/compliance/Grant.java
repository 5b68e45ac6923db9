package dev.sallyport.compliance;

import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import dev.sallyport.finding.Observation;
import dev.sallyport.google.Member;
import dev.sallyport.request.ProvisionRequest.Guest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody who passes IAP by a role on a resource.
 *
 * @param condition under which they do, in IAM's language; empty for none
 */
record Grant(Member member, String resource, String condition) {
    private static final String ROLE = "roles/iap.httpsResourceAccessor";

    /**
     * By a role above the backend service: on the project, or on all of IAP's web resources
     * (cloud.google.com/iap/docs/managing-access#resources_and_permissions).
     */
    static List<Grant> above(Subject subject) {
        String project = "projects/" + subject.deployment().project();
        List<Grant> grants = new ArrayList<>(in(project, subject.inventory().policy()));
        Subject.IAP_LEVELS.forEach(level ->
                grants.addAll(in(project + "/" + level, subject.inventory().iapPolicy(level))));
        return grants;
    }

    /** By a role on the backend service. */
    static List<Grant> direct(Subject subject) {
        return subject.iapResource().stream()
                .flatMap(service -> in(
                        "backendServices/" + subject.request().backendService().name(),
                        subject.inventory().iapPolicy(service))
                        .stream())
                .toList();
    }

    /** Whom the request lets in for good, the one who looks at the application for the proof among them. */
    static Set<Member> wanted(Subject subject) {
        return Stream.concat(
                        subject.request().principals().stream(),
                        subject.request().verify().as().stream().map(account -> "serviceAccount:" + account))
                .map(Member::of)
                .collect(Collectors.toSet());
    }

    /** Whom the request lets in until a time. */
    static Set<Member> guests(Subject subject) {
        return subject.request().guests().stream()
                .map(Guest::principal)
                .map(Member::of)
                .collect(Collectors.toSet());
    }

    private static List<Grant> in(String resource, Policy policy) {
        return policy.getBindingsList().stream()
                .filter(binding -> binding.getRole().equals(ROLE))
                .flatMap(binding -> in(resource, binding))
                .distinct()
                .toList();
    }

    private static Stream<Grant> in(String resource, Binding binding) {
        return binding.getMembersList().stream()
                .map(member -> new Grant(
                        Member.of(member), resource, binding.getCondition().getExpression()));
    }

    Observation violating(String control, String why) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("member", member.toString());
        evidence.put("role", ROLE);
        evidence.put("resource", resource);
        if (!condition.isEmpty()) {
            evidence.put("condition", condition);
        }
        return new Observation(
                control,
                member + " on " + resource,
                member + " holds " + ROLE + " on " + resource + (condition.isEmpty() ? "" : " if " + condition)
                        + ", and passes IAP by it" + why,
                evidence);
    }
}
