package dev.sallyport.converge;

import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.BackendServicesClient;
import com.google.cloud.compute.v1.DeleteBackendServiceRequest;
import com.google.cloud.compute.v1.DeleteGlobalAddressRequest;
import com.google.cloud.compute.v1.DeleteGlobalForwardingRuleRequest;
import com.google.cloud.compute.v1.DeleteHealthCheckRequest;
import com.google.cloud.compute.v1.DeleteTargetHttpProxyRequest;
import com.google.cloud.compute.v1.DeleteUrlMapRequest;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.GlobalAddressesClient;
import com.google.cloud.compute.v1.GlobalForwardingRulesClient;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.HealthChecksClient;
import com.google.cloud.compute.v1.InsertBackendServiceRequest;
import com.google.cloud.compute.v1.InsertGlobalAddressRequest;
import com.google.cloud.compute.v1.InsertGlobalForwardingRuleRequest;
import com.google.cloud.compute.v1.InsertHealthCheckRequest;
import com.google.cloud.compute.v1.InsertTargetHttpProxyRequest;
import com.google.cloud.compute.v1.InsertUrlMapRequest;
import com.google.cloud.compute.v1.PatchBackendServiceRequest;
import com.google.cloud.compute.v1.PatchHealthCheckRequest;
import com.google.cloud.compute.v1.PatchTargetHttpProxyRequest;
import com.google.cloud.compute.v1.PatchUrlMapRequest;
import com.google.cloud.compute.v1.SetTargetGlobalForwardingRuleRequest;
import com.google.cloud.compute.v1.TargetHttpProxiesClient;
import com.google.cloud.compute.v1.TargetHttpProxy;
import com.google.cloud.compute.v1.TargetReference;
import com.google.cloud.compute.v1.UpdateUrlMapRequest;
import com.google.cloud.compute.v1.UrlMap;
import com.google.cloud.compute.v1.UrlMapsClient;
import com.google.protobuf.Message;
import dev.sallyport.google.GoogleClients;
import java.util.Set;
import java.util.function.Function;

/** The collections that load balancers are made of; all of them global. */
final class LoadBalancingCollections {
    private final GoogleClients clients;
    private final String project;
    private final Memory memory;

    LoadBalancingCollections(GoogleClients clients, String project, Memory memory) {
        this.clients = clients;
        this.project = project;
        this.memory = memory;
    }

    ResourceCollection<HealthCheck> healthChecks() {
        HealthChecksClient client = clients.healthChecks();
        return global(
                        "healthChecks",
                        name -> client.get(project, name),
                        (HealthCheck check, String id) -> client.insertCallable()
                                .call(InsertHealthCheckRequest.newBuilder()
                                        .setProject(project)
                                        .setHealthCheckResource(check)
                                        .setRequestId(id)
                                        .build()))
                .patch((name, check, id) -> client.patchCallable()
                        .call(PatchHealthCheckRequest.newBuilder()
                                .setProject(project)
                                .setHealthCheck(name)
                                .setHealthCheckResource(check)
                                .setRequestId(id)
                                .build()))
                .list(() -> client.list(project).iterateAll())
                .delete((name, id) -> client.deleteCallable()
                        .call(DeleteHealthCheckRequest.newBuilder()
                                .setProject(project)
                                .setHealthCheck(name)
                                .setRequestId(id)
                                .build()));
    }

    ResourceCollection<BackendService> backendServices() {
        BackendServicesClient client = clients.backendServices();
        return global(
                        "backendServices",
                        name -> client.get(project, name),
                        (BackendService service, String id) -> client.insertCallable()
                                .call(InsertBackendServiceRequest.newBuilder()
                                        .setProject(project)
                                        .setBackendServiceResource(service)
                                        .setRequestId(id)
                                        .build()))
                .patch((name, service, id) -> client.patchCallable()
                        .call(PatchBackendServiceRequest.newBuilder()
                                .setProject(project)
                                .setBackendService(name)
                                .setBackendServiceResource(service)
                                .setRequestId(id)
                                .build()))
                .list(() -> new AggregatedLists(clients, project, memory).globalBackendServices())
                .delete((name, id) -> client.deleteCallable()
                        .call(DeleteBackendServiceRequest.newBuilder()
                                .setProject(project)
                                .setBackendService(name)
                                .setRequestId(id)
                                .build()));
    }

    ResourceCollection<UrlMap> urlMaps() {
        UrlMapsClient client = clients.urlMaps();
        return global(
                        "urlMaps",
                        name -> client.get(project, name),
                        (UrlMap map, String id) -> client.insertCallable()
                                .call(InsertUrlMapRequest.newBuilder()
                                        .setProject(project)
                                        .setUrlMapResource(map)
                                        .setRequestId(id)
                                        .build()))
                .patch((name, map, id) -> client.patchCallable()
                        .call(PatchUrlMapRequest.newBuilder()
                                .setProject(project)
                                .setUrlMap(name)
                                .setUrlMapResource(map)
                                .setRequestId(id)
                                .build()))
                .update((name, map, id) -> client.updateCallable()
                        .call(UpdateUrlMapRequest.newBuilder()
                                .setProject(project)
                                .setUrlMap(name)
                                .setUrlMapResource(map)
                                .setRequestId(id)
                                .build()))
                .list(() -> client.list(project).iterateAll())
                .delete((name, id) -> client.deleteCallable()
                        .call(DeleteUrlMapRequest.newBuilder()
                                .setProject(project)
                                .setUrlMap(name)
                                .setRequestId(id)
                                .build()));
    }

    ResourceCollection<TargetHttpProxy> targetHttpProxies() {
        TargetHttpProxiesClient client = clients.targetHttpProxies();
        return global(
                        "targetHttpProxies",
                        name -> client.get(project, name),
                        (TargetHttpProxy proxy, String id) -> client.insertCallable()
                                .call(InsertTargetHttpProxyRequest.newBuilder()
                                        .setProject(project)
                                        .setTargetHttpProxyResource(proxy)
                                        .setRequestId(id)
                                        .build()))
                .patchOnly(
                        Set.of("urlMap"),
                        (name, proxy, id) -> client.patchCallable()
                                .call(PatchTargetHttpProxyRequest.newBuilder()
                                        .setProject(project)
                                        .setTargetHttpProxy(name)
                                        .setTargetHttpProxyResource(proxy)
                                        .setRequestId(id)
                                        .build()))
                .list(() -> client.list(project).iterateAll())
                .delete((name, id) -> client.deleteCallable()
                        .call(DeleteTargetHttpProxyRequest.newBuilder()
                                .setProject(project)
                                .setTargetHttpProxy(name)
                                .setRequestId(id)
                                .build()));
    }

    ResourceCollection<Address> addresses() {
        GlobalAddressesClient client = clients.globalAddresses();
        return global(
                        "addresses",
                        name -> client.get(project, name),
                        (address, id) -> client.insertCallable()
                                .call(InsertGlobalAddressRequest.newBuilder()
                                        .setProject(project)
                                        .setAddressResource(address)
                                        .setRequestId(id)
                                        .build()))
                .list(() -> client.list(project).iterateAll())
                .delete((name, id) -> client.deleteCallable()
                        .call(DeleteGlobalAddressRequest.newBuilder()
                                .setProject(project)
                                .setAddress(name)
                                .setRequestId(id)
                                .build()));
    }

    ResourceCollection<ForwardingRule> forwardingRules() {
        GlobalForwardingRulesClient client = clients.globalForwardingRules();
        return global(
                        "forwardingRules",
                        name -> client.get(project, name),
                        (ForwardingRule rule, String id) -> client.insertCallable()
                                .call(InsertGlobalForwardingRuleRequest.newBuilder()
                                        .setProject(project)
                                        .setForwardingRuleResource(rule)
                                        .setRequestId(id)
                                        .build()))
                .patchOnly(
                        Set.of("target"),
                        (name, rule, id) -> client.setTargetCallable()
                                .call(SetTargetGlobalForwardingRuleRequest.newBuilder()
                                        .setProject(project)
                                        .setForwardingRule(name)
                                        .setTargetReferenceResource(
                                                TargetReference.newBuilder().setTarget(rule.getTarget()))
                                        .setRequestId(id)
                                        .build()))
                .list(() -> client.list(project).iterateAll())
                .delete((name, id) -> client.deleteCallable()
                        .call(DeleteGlobalForwardingRuleRequest.newBuilder()
                                .setProject(project)
                                .setForwardingRule(name)
                                .setRequestId(id)
                                .build()));
    }

    private <M extends Message> ResourceCollection<M> global(
            String name, Function<String, M> get, ResourceCollection.Insert<M> insert) {
        return new ResourceCollection<>("projects/" + project + "/global", name, get, insert).remembering(memory);
    }
}
