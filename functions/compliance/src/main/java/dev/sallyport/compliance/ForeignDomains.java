package dev.sallyport.compliance;

import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import dev.sallyport.google.Member;
import dev.sallyport.request.ProvisionRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may pass although nobody of their domain is named by the request, where the request leaves it to others to let people in.
 * Where it does not, whoever it does not name is another control's, whatever their domain.
 */
final class ForeignDomains implements Look {
    /** Anybody can have an address there, so that one of them says nothing of the others. */
    private static final Set<String> NOBODYS = Set.of("gmail.com", "googlemail.com");

    @Override
    public List<Observation> at(Subject subject) {
        if (subject.request().access() != ProvisionRequest.Access.ADDITIVE) {
            return List.of();
        }
        Set<Member> wanted = Grant.wanted(subject);
        Set<String> domains = wanted.stream()
                .map(Member::domain)
                .flatMap(Optional::stream)
                .filter(domain -> !NOBODYS.contains(domain))
                .collect(Collectors.toSet());
        return Stream.concat(Grant.direct(subject).stream(), Grant.above(subject).stream())
                .filter(grant -> !wanted.contains(grant.member()))
                .filter(grant -> isForeign(grant.member(), domains))
                .map(grant -> grant.violating(
                        Controls.FOREIGN_DOMAINS,
                        "; the request names principals of "
                                + (domains.isEmpty()
                                        ? "no domain"
                                        : domains.stream().sorted().collect(Collectors.joining(", ")))))
                .sorted(Comparator.comparing(Observation::subject))
                .toList();
    }

    private static boolean isForeign(Member member, Set<String> domains) {
        return member.isEverybody()
                || member.domain().filter(domain -> !domains.contains(domain)).isPresent();
    }
}
