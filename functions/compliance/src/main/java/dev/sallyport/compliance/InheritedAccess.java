package dev.sallyport.compliance;

import com.google.iam.v1.Policy;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import dev.sallyport.request.ProvisionRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may pass by a role above the backend service: on the project, or on all of IAP's web resources
 * (cloud.google.com/iap/docs/managing-access#resources_and_permissions).
 */
final class InheritedAccess implements Look {
    private static final String ROLE = "roles/iap.httpsResourceAccessor";
    private static final List<String> LEVELS = List.of("iap_web", "iap_web/compute");

    @Override
    public List<Observation> at(Subject subject) {
        if (subject.request().access() == ProvisionRequest.Access.ADDITIVE) {
            return List.of();
        }
        String project = "projects/" + subject.deployment().project();
        List<Observation> seen =
                new ArrayList<>(of(subject, project, subject.inventory().policy()));
        LEVELS.forEach(level -> seen.addAll(
                of(subject, project + "/" + level, subject.inventory().iapPolicy(level))));
        return seen;
    }

    private static List<Observation> of(Subject subject, String level, Policy policy) {
        Set<String> expected = new HashSet<>(subject.request().principals());
        subject.request().verify().as().ifPresent(account -> expected.add("serviceAccount:" + account));
        return policy.getBindingsList().stream()
                .filter(binding -> binding.getRole().equals(ROLE))
                .flatMap(binding -> binding.getMembersList().stream())
                .filter(member -> !expected.contains(member))
                .distinct()
                .sorted()
                .map(member -> new Observation(
                        Controls.INHERITED_ACCESS,
                        member + " on " + level,
                        member + " holds " + ROLE + " on " + level + ", and passes IAP by it",
                        Map.of("member", member, "role", ROLE, "resource", level)))
                .toList();
    }
}
