package dev.sallyport.stages;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.Resource;
import dev.sallyport.plan.Consequence;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may pass: the request's principals, the account that proves the result, and nobody else. */
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
        work.converge(AccessPolicy.exactly(work.clients(), services + service, principals));
        return StageResult.of(Map.of(
                // As the API itself names it in its answers.
                "resource", services + work.output(BackendStage.NAME, "id"), PRINCIPALS, String.join(",", principals)));
    }

    /** Takes back what was granted. What others were given by hand goes with the service. */
    @Override
    void tearDown(StageWork work) {
        List<String> granted = Stream.concat(
                        principals(work.request()).stream(),
                        work.context().remembered(PRINCIPALS).stream().flatMap(known -> Stream.of(known.split(","))))
                .distinct()
                .toList();
        String services = services(work);
        work.converge(work.going(work.collections().backendServices()).stream()
                .map(service -> AccessPolicy.without(work.clients(), services + service, granted))
                .toArray(Resource<?>[]::new));
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
