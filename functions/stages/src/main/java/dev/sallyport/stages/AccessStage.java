package dev.sallyport.stages;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.Resource;
import dev.sallyport.plan.Consequence;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.ProvisionRequest.Guest;
import dev.sallyport.settings.Settings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may pass: the request's principals, the account that proves the result, and nobody else; or besides them whom others
 * have let in, where the request says so.
 */
public final class AccessStage extends CloudStage {
    static final StageName NAME = new StageName("access");
    private static final String PRINCIPALS = "principals";

    public AccessStage() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    AccessStage(ChainRuntime runtime) {
        super(NAME, runtime);
    }

    @Override
    StageResult converge(StageWork work) {
        List<String> principals = principals(work.request());
        String services = services(work);
        String service = Link.name(work.output(BackendStage.NAME, "backendService"));
        Set<String> granted = granted(work);
        rememberBeforeGranting(work, granted);
        work.converge(policy(work, services + service, granted));
        return StageResult.of(Map.of(
                // As the API itself names it in its answers.
                "resource", services + work.output(BackendStage.NAME, "id"), PRINCIPALS, String.join(",", principals)));
    }

    /** Takes back what was granted. What others were given by hand goes with the service. */
    @Override
    void tearDown(StageWork work) {
        Set<String> granted = granted(work);
        String services = services(work);
        work.converge(work.going(work.collections().backendServices()).stream()
                .map(service -> AccessPolicy.without(work.cloud(), services + service, granted))
                .toArray(Resource<?>[]::new));
    }

    private static AccessPolicy policy(StageWork work, String service, Set<String> granted) {
        List<String> principals = principals(work.request());
        List<Guest> guests = work.request().guests();
        return switch (work.request().access()) {
            case AUTHORITATIVE -> AccessPolicy.exactly(work.cloud(), service, principals, guests);
            case ADDITIVE -> AccessPolicy.including(work.cloud(), service, principals, guests, granted);
        };
    }

    /** Whom this request lets in, and whom earlier ones did. */
    private static Set<String> granted(StageWork work) {
        return Stream.concat(
                        principals(work.request()).stream(),
                        work.context().remembered(PRINCIPALS).stream().flatMap(known -> Stream.of(known.split(","))))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whoever is let in by an attempt that never gets done is known as ours all the same. */
    private static void rememberBeforeGranting(StageWork work, Set<String> granted) {
        String all = String.join(",", granted);
        if (!work.context().remembered(PRINCIPALS).equals(Optional.of(all))) {
            work.context().remember(PRINCIPALS, all);
        }
    }

    @Override
    List<Consequence> consequences(StageWork work, Changes changes) {
        List<FieldDifference> grants = changes.changed(AccessPolicy.COLLECTION);
        return Stream.of(
                        consequence(
                                Consequence.Kind.ACCESS_GAINED,
                                " may pass.",
                                grants.stream().filter(grant -> grant.from().isEmpty())),
                        consequence(
                                Consequence.Kind.ACCESS_LOST,
                                " may not pass any more.",
                                grants.stream().filter(grant -> grant.to().isEmpty())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Consequence> consequence(
            Consequence.Kind kind, String what, Stream<FieldDifference> grants) {
        String members = grants.map(MemberDifferences::member).collect(Collectors.joining(", "));
        return members.isEmpty() ? Optional.empty() : Optional.of(new Consequence(kind, members + what));
    }

    private static String services(StageWork work) {
        return "projects/" + work.project().number() + "/iap_web/compute/services/";
    }

    private static List<String> principals(ProvisionRequest request) {
        return Stream.concat(
                        request.principals().stream(),
                        request.verify().as().map(email -> "serviceAccount:" + email).stream())
                .distinct()
                .toList();
    }
}
