package dev.sallyport.compliance;

import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import dev.sallyport.google.Member;
import dev.sallyport.request.ProvisionRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Who may pass by a role above the backend service and is not named by the request. Roles on the folder or the organization
 * are not looked at: whoever looks after a project may not read those.
 */
final class InheritedAccess implements Look {
    @Override
    public List<Observation> at(Subject subject) {
        if (subject.request().access() == ProvisionRequest.Access.ADDITIVE) {
            return List.of();
        }
        Set<Member> wanted = Grant.wanted(subject);
        return Grant.above(subject).stream()
                .filter(grant -> !wanted.contains(grant.member()))
                .map(grant -> grant.violating(Controls.INHERITED_ACCESS, ""))
                .sorted(Comparator.comparing(Observation::subject))
                .toList();
    }
}
