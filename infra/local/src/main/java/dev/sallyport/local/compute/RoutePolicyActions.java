package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.RoutePolicy;
import com.google.cloud.compute.v1.RoutersGetRoutePolicyResponse;
import com.google.cloud.compute.v1.RoutersListRoutePolicies;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.Optional;
import java.util.stream.Stream;

/** The route policies of routers, which have no collection in the API but methods of the router. */
final class RoutePolicyActions {
    private static final String POLICIES = "routePolicies";

    private RoutePolicyActions() {}

    static Optional<Action<Message>> of(ComputeMethod method) {
        return Optional.ofNullable(
                switch (method.name()) {
                    case "updateRoutePolicy" -> new Action.Change<>("updateRoutePolicy", RoutePolicyActions::update);
                    case "patchRoutePolicy" -> new Action.Change<>("patchRoutePolicy", RoutePolicyActions::patch);
                    case "deleteRoutePolicy" -> new Action.Change<>("deleteRoutePolicy", RoutePolicyActions::delete);
                    case "getRoutePolicy" -> new Action.Answer<>(RoutePolicyActions::get);
                    case "listRoutePolicies" -> new Action.Answer<>(RoutePolicyActions::list);
                    default -> null;
                });
    }

    /** Makes the policy, or replaces it. */
    private static Message update(Transaction transaction, Link router, Message current, Call call) {
        RoutePolicy sent = (RoutePolicy) call.body();
        put(transaction, router.child(POLICIES, Names.check("resource.name", sent.getName())), sent);
        return current;
    }

    private static Message patch(Transaction transaction, Link router, Message current, Call call) {
        RoutePolicy sent = (RoutePolicy) call.body();
        Link policy = router.child(POLICIES, Names.check("resource.name", sent.getName()));
        put(transaction, policy, MergePatch.apply(find(transaction, policy), sent, call.json()));
        return current;
    }

    private static Message delete(Transaction transaction, Link router, Message current, Call call) {
        Link policy = named(call);
        find(transaction, policy);
        transaction.remove(policy);
        return current;
    }

    private static Message get(Transaction transaction, Call call) {
        CommonMethods.existing(transaction, call.link());
        return RoutersGetRoutePolicyResponse.newBuilder()
                .setResource(find(transaction, named(call)))
                .build();
    }

    private static Message list(Transaction transaction, Call call) {
        Link router = call.link();
        CommonMethods.existing(transaction, router);
        Stream<Stored> policies = transaction
                .all(router.childrenCollection(POLICIES))
                .filter(stored -> stored.link().scope().equals(router.scope()));
        Page page = Page.of(policies, call);
        RoutersListRoutePolicies.Builder answer = RoutersListRoutePolicies.newBuilder()
                .setKind("compute#routersListRoutePolicies")
                .setId(router.path() + "/routePolicies")
                .setSelfLink(router.url() + "/listRoutePolicies");
        page.items().forEach(item -> answer.addResult((RoutePolicy) item.message()));
        if (!page.nextToken().isEmpty()) {
            answer.setNextPageToken(page.nextToken());
        }
        return answer.build();
    }

    private static Link named(Call call) {
        String name = call.parameter("policy");
        if (name.isEmpty()) {
            throw Refusals.requiredParameter("policy");
        }
        return call.link().child(POLICIES, name);
    }

    private static RoutePolicy find(Transaction transaction, Link policy) {
        return transaction.get(RoutePolicy.class, policy).orElseThrow(() -> Refusals.notFound(policy));
    }

    private static void put(Transaction transaction, Link link, RoutePolicy policy) {
        transaction
                .get(RoutePolicy.class, link)
                .filter(known ->
                        policy.hasFingerprint() && !policy.getFingerprint().equals(known.getFingerprint()))
                .ifPresent(known -> {
                    throw Refusals.staleFingerprint();
                });
        RoutePolicy bare = policy.toBuilder().clearFingerprint().build();
        transaction.put(
                link, bare.toBuilder().setFingerprint(Fingerprint.of(bare)).build());
    }
}
