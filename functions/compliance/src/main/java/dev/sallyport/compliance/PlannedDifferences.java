package dev.sallyport.compliance;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.PlannedChange;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import dev.sallyport.plan.StagePlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the stages would change, by the control that it violates.
 *
 * <p>What follows from something that is not there is not told of beside it: once that is back, the next look sees what
 * else there is.
 */
final class PlannedDifferences implements Look {
    /** What a stage would do is not known by itself while one before it makes something anew. */
    private static final Blueprint BLUEPRINT = Blueprint.protectedApplication();

    private static final Set<String> RENEWED = Set.of("notAfter", "key", "signature");

    private static final List<Rule> RULES = List.of(
            new Rule("backendServices", "iap", Controls.IAP_ON),
            new Rule("backendServices", "logConfig", Controls.LOGGING),
            new Rule("iapPolicies", "", Controls.PRINCIPALS),
            new Rule("targetHttpsProxies", "sslCertificates", Controls.CERTIFICATE_SERVED),
            new Rule("targetHttpsProxies", "sslPolicy", Controls.TLS_POLICY),
            new Rule("sslPolicies", "", Controls.TLS_POLICY),
            new Rule("instanceGroupManagers", "versions", Controls.STALE_VMS),
            new Rule("instances", "networkInterfaces", Controls.EXTERNAL_ADDRESS));

    /** @param field the outermost field; empty: any */
    private record Rule(String collection, String field, String control) {
        boolean covers(PlannedChange planned, FieldDifference difference) {
            return planned.isOf(collection)
                    && (field.isEmpty() || difference.field().equals(field));
        }
    }

    @Override
    public List<Observation> at(Subject subject) {
        Set<StageName> following = following(subject.inspection().plans());
        List<Observation> observations = new ArrayList<>();
        for (StagePlan plan : subject.inspection().plans()) {
            if (!following.contains(plan.stage())) {
                plan.pending().forEach(planned -> observations.addAll(observed(planned)));
                refused(plan).ifPresent(observations::add);
            }
        }
        return List.copyOf(observations.stream()
                .collect(Collectors.toMap(
                        Observation::key, Function.identity(), PlannedDifferences::both, LinkedHashMap::new))
                .values());
    }

    /** Why the firewall stage would fail is a control of its own. */
    private static Optional<Observation> refused(StagePlan plan) {
        return plan.refusal()
                .filter(refusal -> !plan.stage().value().equals("firewall"))
                .map(refusal -> new Observation(
                        Controls.DRIFT,
                        "stages/" + plan.stage(),
                        refusal.reason() + "; " + refusal.remedy(),
                        Map.of("refused", refusal.reason())));
    }

    /** The stages that wait for one that makes something. */
    private static Set<StageName> following(List<StagePlan> plans) {
        Set<StageName> making = plans.stream()
                .filter(plan -> plan.pending().stream().anyMatch(PlannedDifferences::makes))
                .map(StagePlan::stage)
                .collect(Collectors.toSet());
        Set<StageName> following = new HashSet<>();
        making.stream().map(BLUEPRINT::successorsOf).map(BLUEPRINT::from).forEach(following::addAll);
        return following;
    }

    private static boolean makes(PlannedChange planned) {
        return planned.change() instanceof Change.Create || planned.change() instanceof Change.Succeed;
    }

    private static List<Observation> observed(PlannedChange planned) {
        Change change = planned.change();
        if (change instanceof Change.Patch patch) {
            return byControl(planned, patch.differences());
        }
        if (change instanceof Change.Replace replace) {
            return byControl(planned, replace.differences());
        }
        if (change instanceof Change.Succeed succeed) {
            return isRenewal(planned, succeed)
                    ? List.of() // CertificateTerm tells how long it is good for, CertificateStrength how weak it is.
                    : List.of(observation(drift(planned.resource()), succeed.differences()));
        }
        if (change instanceof Change.Refused refused) {
            return List.of(new Observation(
                    Controls.DRIFT, planned.resource(), refused.reason(), Map.of("refused", refused.reason())));
        }
        String seen = change instanceof Change.Create ? "is not there" : "should not be there";
        return List.of(new Observation(
                Controls.DRIFT, planned.resource(), planned.resource() + " " + seen, Map.of("state", seen)));
    }

    private static boolean isRenewal(PlannedChange planned, Change.Succeed succeed) {
        return planned.isOf("sslCertificates")
                && succeed.differences().stream().map(FieldDifference::path).allMatch(RENEWED::contains);
    }

    private static Observation drift(String resource) {
        return new Observation(Controls.DRIFT, resource, "", Map.of());
    }

    private static List<Observation> byControl(PlannedChange planned, List<FieldDifference> differences) {
        Map<String, List<FieldDifference>> byControl = differences.stream()
                .collect(Collectors.groupingBy(
                        difference -> control(planned, difference), LinkedHashMap::new, Collectors.toList()));
        return byControl.entrySet().stream()
                .map(entry -> observation(
                        new Observation(entry.getKey(), planned.resource(), "", Map.of()), entry.getValue()))
                .toList();
    }

    private static String control(PlannedChange planned, FieldDifference difference) {
        return RULES.stream()
                .filter(rule -> rule.covers(planned, difference))
                .map(Rule::control)
                .findFirst()
                .orElse(Controls.DRIFT);
    }

    private static Observation observation(Observation of, List<FieldDifference> differences) {
        Map<String, String> evidence = new LinkedHashMap<>();
        differences.forEach(difference ->
                evidence.merge(difference.path(), difference.values(), (one, other) -> one + "; " + other));
        return new Observation(
                of.control(),
                of.subject(),
                of.subject() + ": "
                        + differences.stream().map(FieldDifference::toString).collect(Collectors.joining("; ")),
                evidence);
    }

    private static Observation both(Observation one, Observation other) {
        Map<String, String> evidence = new LinkedHashMap<>(one.evidence());
        other.evidence().forEach(evidence::putIfAbsent);
        return new Observation(one.control(), one.subject(), one.seen() + "; " + other.seen(), evidence);
    }
}
