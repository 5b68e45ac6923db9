package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.AddSignedUrlKeyBackendServiceRequest;
import com.google.cloud.compute.v1.Backend;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.BackendServiceGroupHealth;
import com.google.cloud.compute.v1.BackendServiceUsedBy;
import com.google.cloud.compute.v1.ConnectionDraining;
import com.google.cloud.compute.v1.DeleteSignedUrlKeyBackendServiceRequest;
import com.google.cloud.compute.v1.ResourceGroupReference;
import com.google.cloud.compute.v1.SecurityPolicyReference;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Backend services. */
final class BackendServiceBehaviour extends Behaviour<BackendService> {
    private static final Set<String> SCHEMES =
            Set.of("EXTERNAL", "EXTERNAL_MANAGED", "INTERNAL", "INTERNAL_MANAGED", "INTERNAL_SELF_MANAGED");

    private final BackendHealth health;

    BackendServiceBehaviour(BackendHealth health) {
        super("backendServices", BackendService.class);
        this.health = health;
    }

    @Override
    List<Reference> references() {
        return List.of(
                Reference.to("health_checks", "healthChecks", "httpHealthChecks", "httpsHealthChecks"),
                Reference.to("backends.group", "instanceGroups", "networkEndpointGroups"),
                Reference.loose("security_policy", "securityPolicies"),
                Reference.loose("edge_security_policy", "securityPolicies"),
                Reference.valid("network", "networks"));
    }

    @Override
    Set<String> outputOnly() {
        return Set.of("used_by");
    }

    @Override
    Set<String> immutable() {
        return Set.of("load_balancing_scheme");
    }

    @Override
    String defaultDescription() {
        return "";
    }

    @Override
    BackendService complete(
            Transaction transaction, Link link, BackendService wanted, Optional<BackendService> before) {
        BackendService.Builder service = wanted.toBuilder();
        Fields.setDefault(service, "load_balancing_scheme", "EXTERNAL");
        checkScheme(service);
        boolean proxied = !service.getLoadBalancingScheme().equals("INTERNAL");
        Fields.setDefault(service, "protocol", proxied ? "HTTP" : "TCP");
        Fields.setDefault(service, "session_affinity", "NONE");
        Fields.setDefault(service, "timeout_sec", 30);
        Fields.setDefault(
                service,
                "connection_draining",
                ConnectionDraining.newBuilder().setDrainingTimeoutSec(0).build());
        if (proxied) {
            completeProxied(service);
        }
        for (int i = 0; i < service.getBackendsCount(); i++) {
            service.setBackends(i, complete(service.getBackends(i), proxied));
        }
        if (service.hasIap()) {
            service.setIap(IapSwitch.complete(service.getIap(), before));
        }
        return service.build();
    }

    private static void checkScheme(BackendService.Builder service) {
        if (!SCHEMES.contains(service.getLoadBalancingScheme())) {
            throw Refusals.invalidValue(
                    "resource.loadBalancingScheme",
                    service.getLoadBalancingScheme(),
                    "Must be one of "
                            + String.join(", ", SCHEMES.stream().sorted().toList()) + ".");
        }
    }

    private static void completeProxied(BackendService.Builder service) {
        Fields.setDefault(service, "affinity_cookie_ttl_sec", 0);
        Fields.setDefault(service, "port", 80);
        Fields.setDefault(service, "port_name", "http");
        if (service.getLoadBalancingScheme().startsWith("EXTERNAL")) {
            Fields.setDefault(service, "enable_c_d_n", false);
        }
    }

    private static Backend complete(Backend sent, boolean proxied) {
        Backend.Builder backend = sent.toBuilder();
        Fields.setDefault(backend, "balancing_mode", proxied ? "UTILIZATION" : "CONNECTION");
        if (proxied) {
            Fields.setDefault(backend, "capacity_scaler", 1.0f);
        }
        return backend.build();
    }

    @Override
    BackendService shown(Transaction transaction, Link link, BackendService stored) {
        return stored.toBuilder()
                .addAllUsedBy(UrlMapBehaviour.using(transaction, link)
                        .map(user -> BackendServiceUsedBy.newBuilder()
                                .setReference(user.url())
                                .build())
                        .toList())
                .build();
    }

    @Override
    Map<String, Action<BackendService>> actions() {
        return Map.of(
                "getHealth",
                new Action.Answer<>(this::health),
                "setSecurityPolicy",
                new Action.Change<>(
                        "compute.backendServices.setSecurityPolicy",
                        (transaction, link, current, call) -> current.toBuilder()
                                .setSecurityPolicy(((SecurityPolicyReference) call.body()).getSecurityPolicy())
                                .build()),
                "addSignedUrlKey",
                new Action.Change<>("compute.backendServices.addSignedUrlKey", BackendServiceBehaviour::addKey),
                "deleteSignedUrlKey",
                new Action.Change<>("compute.backendServices.deleteSignedUrlKey", BackendServiceBehaviour::deleteKey));
    }

    private Message health(Transaction transaction, Call call) {
        Link link = call.link();
        BackendService service = transaction.get(BackendService.class, link).orElseThrow(() -> Refusals.notFound(link));
        String group = ((ResourceGroupReference) call.body()).getGroup();
        Backend backend = service.getBackendsList().stream()
                .filter(each -> Link.parse(each.getGroup()).equals(Link.parse(group, link.project())))
                .findAny()
                .orElseThrow(() -> Refusals.invalidValue(
                        "resource.group", group, "The group is not a backend of the backend service."));
        return BackendServiceGroupHealth.newBuilder()
                .setKind("compute#backendServiceGroupHealth")
                .addAllHealthStatus(health.of(service, backend.getGroup()))
                .build();
    }

    private static BackendService addKey(Transaction transaction, Link link, BackendService current, Call call) {
        String name = ((AddSignedUrlKeyBackendServiceRequest) call.request())
                .getSignedUrlKeyResource()
                .getKeyName();
        BackendService.Builder changed = current.toBuilder();
        Fields.setDefault(changed.getCdnPolicyBuilder(), "signed_url_cache_max_age_sec", 3600L);
        changed.getCdnPolicyBuilder().addSignedUrlKeyNames(name);
        return changed.build();
    }

    private static BackendService deleteKey(Transaction transaction, Link link, BackendService current, Call call) {
        String name = ((DeleteSignedUrlKeyBackendServiceRequest) call.request()).getKeyName();
        List<String> left = current.getCdnPolicy().getSignedUrlKeyNamesList().stream()
                .filter(known -> !known.equals(name))
                .toList();
        BackendService.Builder changed = current.toBuilder();
        changed.getCdnPolicyBuilder().clearSignedUrlKeyNames().addAllSignedUrlKeyNames(left);
        return changed.build();
    }
}
