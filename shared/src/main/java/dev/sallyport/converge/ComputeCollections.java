package dev.sallyport.converge;

import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.DeleteFirewallRequest;
import com.google.cloud.compute.v1.DeleteInstanceTemplateRequest;
import com.google.cloud.compute.v1.DeleteRegionInstanceGroupManagerRequest;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.FirewallsClient;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.InsertFirewallRequest;
import com.google.cloud.compute.v1.InsertInstanceTemplateRequest;
import com.google.cloud.compute.v1.InsertRegionInstanceGroupManagerRequest;
import com.google.cloud.compute.v1.InstanceGroup;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceTemplate;
import com.google.cloud.compute.v1.InstanceTemplatesClient;
import com.google.cloud.compute.v1.PatchFirewallRequest;
import com.google.cloud.compute.v1.PatchRegionInstanceGroupManagerRequest;
import com.google.cloud.compute.v1.RegionInstanceGroupManagersClient;
import com.google.cloud.compute.v1.RegionInstanceGroupsClient;
import com.google.cloud.compute.v1.RegionInstanceGroupsSetNamedPortsRequest;
import com.google.cloud.compute.v1.SetNamedPortsRegionInstanceGroupRequest;
import com.google.cloud.compute.v1.SslCertificate;
import com.google.cloud.compute.v1.SslPolicy;
import com.google.cloud.compute.v1.TargetHttpProxy;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.google.cloud.compute.v1.UpdateFirewallRequest;
import com.google.cloud.compute.v1.UrlMap;
import com.google.protobuf.Message;
import dev.sallyport.google.GoogleClients;
import java.util.Set;
import java.util.function.Function;

/** The collections of one project's Compute resources that stages work with. */
public final class ComputeCollections {
    private final GoogleClients clients;
    private final String project;
    private final Memory memory;
    private final LoadBalancingCollections loadBalancing;
    private final TlsCollections tls;

    public ComputeCollections(GoogleClients clients, String project) {
        this(clients, project, Memory.none());
    }

    public ComputeCollections(GoogleClients clients, String project, Memory memory) {
        this.clients = clients;
        this.project = project;
        this.memory = memory;
        loadBalancing = new LoadBalancingCollections(clients, project, memory);
        tls = new TlsCollections(clients, project, memory);
    }

    public ResourceCollection<Firewall> firewalls() {
        FirewallsClient client = clients.firewalls();
        return global(
                        "firewalls",
                        name -> client.get(project, name),
                        (Firewall rule, String id) -> client.insertCallable()
                                .call(InsertFirewallRequest.newBuilder()
                                        .setProject(project)
                                        .setFirewallResource(rule)
                                        .setRequestId(id)
                                        .build()))
                .patch((name, rule, id) -> client.patchCallable()
                        .call(PatchFirewallRequest.newBuilder()
                                .setProject(project)
                                .setFirewall(name)
                                .setFirewallResource(rule)
                                .setRequestId(id)
                                .build()))
                .update((name, rule, id) -> client.updateCallable()
                        .call(UpdateFirewallRequest.newBuilder()
                                .setProject(project)
                                .setFirewall(name)
                                .setFirewallResource(rule)
                                .setRequestId(id)
                                .build()))
                .delete((name, id) -> client.deleteCallable()
                        .call(DeleteFirewallRequest.newBuilder()
                                .setProject(project)
                                .setFirewall(name)
                                .setRequestId(id)
                                .build()))
                .list(() -> client.list(project).iterateAll());
    }

    public ResourceCollection<InstanceTemplate> instanceTemplates() {
        InstanceTemplatesClient client = clients.instanceTemplates();
        return global(
                        "instanceTemplates",
                        name -> client.get(project, name),
                        (template, id) -> client.insertCallable()
                                .call(InsertInstanceTemplateRequest.newBuilder()
                                        .setProject(project)
                                        .setInstanceTemplateResource(template)
                                        .setRequestId(id)
                                        .build()))
                .list(() -> client.list(project).iterateAll())
                .delete((name, id) -> client.deleteCallable()
                        .call(DeleteInstanceTemplateRequest.newBuilder()
                                .setProject(project)
                                .setInstanceTemplate(name)
                                .setRequestId(id)
                                .build()));
    }

    public ResourceCollection<InstanceGroupManager> instanceGroupManagers(String region) {
        RegionInstanceGroupManagersClient client = clients.regionInstanceGroupManagers();
        return new ResourceCollection<InstanceGroupManager>(
                        regional(region),
                        "instanceGroupManagers",
                        name -> client.get(project, region, name),
                        (manager, id) -> client.insertCallable()
                                .call(InsertRegionInstanceGroupManagerRequest.newBuilder()
                                        .setProject(project)
                                        .setRegion(region)
                                        .setInstanceGroupManagerResource(manager)
                                        .setRequestId(id)
                                        .build()))
                .patchOnly(
                        Set.of(
                                "instanceTemplate",
                                "versions",
                                "targetSize",
                                "updatePolicy",
                                "autoHealingPolicies",
                                "instanceLifecyclePolicy"),
                        (name, manager, id) -> client.patchCallable()
                                .call(PatchRegionInstanceGroupManagerRequest.newBuilder()
                                        .setProject(project)
                                        .setRegion(region)
                                        .setInstanceGroupManager(name)
                                        .setInstanceGroupManagerResource(manager)
                                        .setRequestId(id)
                                        .build()))
                .remembering(memory)
                .list(() -> new AggregatedLists(clients, project, memory).instanceGroupManagers(region))
                .delete((name, id) -> client.deleteCallable()
                        .call(DeleteRegionInstanceGroupManagerRequest.newBuilder()
                                .setProject(project)
                                .setRegion(region)
                                .setInstanceGroupManager(name)
                                .setRequestId(id)
                                .build()));
    }

    /** The groups that come and go with their managers; of their fields, the named ports can be set. */
    public ResourceCollection<InstanceGroup> instanceGroups(String region) {
        RegionInstanceGroupsClient client = clients.regionInstanceGroups();
        return new ResourceCollection<InstanceGroup>(
                        regional(region), "instanceGroups", name -> client.get(project, region, name), (group, id) -> {
                            throw new IllegalStateException("an instance group is made with its manager");
                        })
                .patchOnly(
                        Set.of("namedPorts"),
                        (name, group, id) -> client.setNamedPortsCallable()
                                .call(SetNamedPortsRegionInstanceGroupRequest.newBuilder()
                                        .setProject(project)
                                        .setRegion(region)
                                        .setInstanceGroup(name)
                                        .setRegionInstanceGroupsSetNamedPortsRequestResource(
                                                RegionInstanceGroupsSetNamedPortsRequest.newBuilder()
                                                        .addAllNamedPorts(group.getNamedPortsList())
                                                        .setFingerprint(group.getFingerprint()))
                                        .setRequestId(id)
                                        .build()))
                .remembering(memory)
                .list(() -> client.list(project, region).iterateAll());
    }

    public ResourceCollection<HealthCheck> healthChecks() {
        return loadBalancing.healthChecks();
    }

    public ResourceCollection<BackendService> backendServices() {
        return loadBalancing.backendServices();
    }

    public ResourceCollection<UrlMap> urlMaps() {
        return loadBalancing.urlMaps();
    }

    public ResourceCollection<TargetHttpProxy> targetHttpProxies() {
        return loadBalancing.targetHttpProxies();
    }

    public ResourceCollection<TargetHttpsProxy> targetHttpsProxies() {
        return tls.targetHttpsProxies();
    }

    public ResourceCollection<SslCertificate> sslCertificates() {
        return tls.sslCertificates();
    }

    public ResourceCollection<SslPolicy> sslPolicies() {
        return tls.sslPolicies();
    }

    public ResourceCollection<Address> addresses() {
        return loadBalancing.addresses();
    }

    public ResourceCollection<ForwardingRule> forwardingRules() {
        return loadBalancing.forwardingRules();
    }

    private <M extends Message> ResourceCollection<M> global(
            String name, Function<String, M> get, ResourceCollection.Insert<M> insert) {
        return new ResourceCollection<>("projects/" + project + "/global", name, get, insert).remembering(memory);
    }

    private String regional(String region) {
        return "projects/" + project + "/regions/" + region;
    }
}
