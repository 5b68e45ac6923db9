package dev.sallyport.stages;

import com.google.cloud.compute.v1.AggregatedListInstancesRequest;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.HealthStatus;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupsListInstancesRequest;
import com.google.cloud.compute.v1.InstanceWithNamedPorts;
import com.google.cloud.compute.v1.ListInstancesInstanceGroupsRequest;
import com.google.cloud.compute.v1.ListNetworkEndpointsNetworkEndpointGroupsRequest;
import com.google.cloud.compute.v1.NetworkEndpoint;
import com.google.cloud.compute.v1.NetworkEndpointGroup;
import com.google.cloud.compute.v1.NetworkEndpointGroupsListEndpointsRequest;
import com.google.cloud.compute.v1.NetworkEndpointWithHealthStatus;
import com.google.cloud.compute.v1.ResourceGroupReference;
import com.google.cloud.compute.v1.Router;
import com.google.cloud.compute.v1.SslCertificate;
import com.google.cloud.compute.v1.TargetInstance;
import com.google.cloud.compute.v1.TargetPool;
import com.google.cloud.compute.v1.UrlMap;
import com.google.cloud.iap.v1.GetIapSettingsRequest;
import com.google.cloud.iap.v1.IapSettings;
import com.google.cloud.resourcemanager.v3.Project;
import com.google.common.collect.ImmutableList;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.GetPolicyOptions;
import com.google.iam.v1.Policy;
import dev.sallyport.converge.AggregatedLists;
import dev.sallyport.converge.ComputeCollections;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.Memory;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.google.GoogleFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What there is in a project, whoever made it: each list as a whole, in all regions and zones. With a memory that keeps, one
 * list is read once however many deployments are looked at.
 */
public final class ProjectInventory {
    private final GoogleClients clients;
    private final String project;
    private final Memory memory;

    public ProjectInventory(GoogleClients clients, String project, Memory memory) {
        this.clients = clients;
        this.project = project;
        this.memory = memory;
    }

    /** The project's number, as Compute Engine gives it for its id. */
    public String number() {
        return read(
                "number",
                () -> Long.toUnsignedString(
                        clients.computeProjects().get(project).getId()));
    }

    /** The project with the organisation or folder it belongs to. */
    public Project project() {
        return read("project", () -> clients.resourceManager().getProject("projects/" + project));
    }

    /** The organization policies that are set on the project itself. */
    public List<com.google.cloud.orgpolicy.v2.Policy> organizationPolicies() {
        return read(
                "organization policies",
                () -> ImmutableList.copyOf(clients.organizationPolicies()
                        .listPolicies("projects/" + project)
                        .iterateAll()));
    }

    /**
     * What comes of all organization policies for a constraint, from the organization down to the project.
     *
     * @param constraint such as {@code compute.vmExternalIpAccess}
     */
    public com.google.cloud.orgpolicy.v2.Policy effectivePolicy(String constraint) {
        return read(
                "effective " + constraint,
                () -> clients.organizationPolicies()
                        .getEffectivePolicy("projects/" + project + "/policies/" + constraint));
    }

    /** The IAM policy of the project, with conditions. */
    public Policy policy() {
        GetIamPolicyRequest request = withConditions("projects/" + project);
        return read("policy", () -> clients.resourceManager().getIamPolicy(request));
    }

    /**
     * The IAM policy of one of IAP's resources, with conditions.
     *
     * @param resource what follows the project, such as {@code iap_web}
     */
    public Policy iapPolicy(String resource) {
        GetIamPolicyRequest request = withConditions("projects/" + number() + "/" + resource);
        return read("policy of " + resource, () -> clients.iap().getIamPolicy(request));
    }

    /** In an older version a role under a condition has another name (cloud.google.com/iam/docs/policies#versions). */
    private static GetIamPolicyRequest withConditions(String resource) {
        return GetIamPolicyRequest.newBuilder()
                .setResource(resource)
                .setOptions(GetPolicyOptions.newBuilder().setRequestedPolicyVersion(3))
                .build();
    }

    /**
     * IAP's settings for a backend service, without those it inherits.
     *
     * @param resource what follows the project, such as {@code iap_web/compute/services/123}
     */
    public IapSettings iapSettings(String resource) {
        return memory.ask(() -> GoogleFailure.translating(() -> settings(resource)));
    }

    /**
     * IAP's settings for all that lies below one of its resources.
     *
     * @param resource what follows the project, such as {@code iap_web}
     */
    public IapSettings sharedIapSettings(String resource) {
        return read("settings of " + resource, () -> settings(resource));
    }

    private IapSettings settings(String resource) {
        return clients.iap()
                .getIapSettings(GetIapSettingsRequest.newBuilder()
                        .setName("projects/" + number() + "/" + resource)
                        .build());
    }

    public List<Firewall> firewalls() {
        return collections().firewalls().all();
    }

    /**
     * The rules of a network that decide about a target, which is the same for many deployments.
     *
     * @param network its name
     */
    List<Firewall> firewalls(String network, FirewallTarget target) {
        return read(
                "firewalls of " + network + " for " + target,
                () -> firewalls().stream()
                        .filter(rule -> Link.name(rule.getNetwork()).equals(network))
                        .filter(target::isHitBy)
                        .toList());
    }

    public List<BackendService> backendServices() {
        return new AggregatedLists(clients, project, memory).backendServices();
    }

    /**
     * Those that send traffic to a group.
     *
     * @param group its partial link
     */
    List<BackendService> backendServicesOf(String group) {
        Map<String, List<BackendService>> byGroup = read("backendServices by group", () -> {
            Map<String, List<BackendService>> found = new HashMap<>();
            backendServices()
                    .forEach(service -> service.getBackendsList().stream()
                            .map(backend -> Link.partial(backend.getGroup()))
                            .distinct()
                            .forEach(link -> found.computeIfAbsent(link, first -> new ArrayList<>())
                                    .add(service)));
            return found;
        });
        return byGroup.getOrDefault(group, List.of());
    }

    public List<TargetPool> targetPools() {
        return read(
                "targetPools",
                () -> all(
                        clients.targetPools().aggregatedList(project).iterateAll(),
                        scope -> scope.getValue().getTargetPoolsList()));
    }

    public List<TargetInstance> targetInstances() {
        return read(
                "targetInstances",
                () -> all(
                        clients.targetInstances().aggregatedList(project).iterateAll(),
                        scope -> scope.getValue().getTargetInstancesList()));
    }

    public List<ForwardingRule> forwardingRules() {
        return read(
                "forwardingRules",
                () -> all(
                        clients.forwardingRules().aggregatedList(project).iterateAll(),
                        scope -> scope.getValue().getForwardingRulesList()));
    }

    public List<UrlMap> urlMaps() {
        return read(
                "urlMaps",
                () -> all(
                        clients.urlMaps().aggregatedList(project).iterateAll(),
                        scope -> scope.getValue().getUrlMapsList()));
    }

    /** What leads to addresses and ports, and not to groups of VMs. */
    List<NetworkEndpointGroup> networkEndpointGroups() {
        return read(
                "networkEndpointGroups",
                () -> all(
                        clients.networkEndpointGroups().aggregatedList(project).iterateAll(),
                        scope -> scope.getValue().getNetworkEndpointGroupsList()));
    }

    /**
     * Where a network endpoint group of a zone leads.
     *
     * @param group its partial link
     */
    List<NetworkEndpoint> endpoints(String group) {
        ListNetworkEndpointsNetworkEndpointGroupsRequest request =
                ListNetworkEndpointsNetworkEndpointGroupsRequest.newBuilder()
                        .setProject(project)
                        .setZone(Link.segmentAfter("zones", group))
                        .setNetworkEndpointGroup(Link.name(group))
                        .setNetworkEndpointGroupsListEndpointsRequestResource(
                                NetworkEndpointGroupsListEndpointsRequest.newBuilder()
                                        .setHealthStatus("SKIP"))
                        .build();
        return read(
                "endpoints of " + group,
                () -> StreamSupport.stream(
                                clients.networkEndpointGroups()
                                        .listNetworkEndpoints(request)
                                        .iterateAll()
                                        .spliterator(),
                                false)
                        .map(NetworkEndpointWithHealthStatus::getNetworkEndpoint)
                        .toList());
    }

    /**
     * The partial links of the VMs in an instance group of a zone.
     *
     * @param group its partial link
     */
    List<String> members(String group) {
        ListInstancesInstanceGroupsRequest request = ListInstancesInstanceGroupsRequest.newBuilder()
                .setProject(project)
                .setZone(Link.segmentAfter("zones", group))
                .setInstanceGroup(Link.name(group))
                .setInstanceGroupsListInstancesRequestResource(InstanceGroupsListInstancesRequest.getDefaultInstance())
                .build();
        return read(
                "members of " + group,
                () -> StreamSupport.stream(
                                clients.instanceGroups()
                                        .listInstances(request)
                                        .iterateAll()
                                        .spliterator(),
                                false)
                        .map(InstanceWithNamedPorts::getInstance)
                        .map(Link::partial)
                        .toList());
    }

    /**
     * What the health checks of a global backend service found last.
     *
     * @param group the partial link of the back end that is asked about
     */
    public List<HealthStatus> health(String service, String group) {
        ResourceGroupReference reference =
                ResourceGroupReference.newBuilder().setGroup(group).build();
        return memory.ask(() -> GoogleFailure.translating(() ->
                clients.backendServices().getHealth(project, service, reference).getHealthStatusList()));
    }

    public List<InstanceGroupManager> instanceGroupManagers() {
        return new AggregatedLists(clients, project, memory).instanceGroupManagers();
    }

    public List<SslCertificate> sslCertificates() {
        return collections().sslCertificates().all();
    }

    public List<Router> routers(String region) {
        return read(
                "routers/" + region,
                () -> ImmutableList.copyOf(
                        clients.routers().list(project, region).iterateAll()));
    }

    public List<Instance> instances() {
        return read("instances", () -> instances(""));
    }

    /** The VMs that bear this label. */
    List<Instance> labelled(String label, String value) {
        return memory.keeps()
                ? instances().stream()
                        .filter(vm -> value.equals(vm.getLabelsMap().get(label)))
                        .toList()
                : GoogleFailure.translating(() -> instances("labels." + label + "=" + value));
    }

    /** The VMs by the manager that made them, as the metadata of each names it. */
    Map<String, List<Instance>> madeBy(Function<Instance, String> creator) {
        return read("instances by creator", () -> instances().stream().collect(Collectors.groupingBy(creator)));
    }

    /** Whether lists are kept, so that single resources are looked for in them. */
    boolean keeps() {
        return memory.keeps();
    }

    /** The lists that stages read as well. */
    private ComputeCollections collections() {
        return new ComputeCollections(clients, project, memory);
    }

    private List<Instance> instances(String filter) {
        AggregatedListInstancesRequest.Builder request =
                AggregatedListInstancesRequest.newBuilder().setProject(project);
        if (!filter.isEmpty()) {
            request.setFilter(filter);
        }
        return all(
                clients.instances().aggregatedList(request.build()).iterateAll(),
                scope -> scope.getValue().getInstancesList());
    }

    private <T> T read(String what, Supplier<T> call) {
        return memory.recall("inventory of " + project + ": " + what, () -> GoogleFailure.translating(call));
    }

    private static <S, T> List<T> all(Iterable<S> scopes, Function<S, List<T>> entries) {
        Stream<S> stream = StreamSupport.stream(scopes.spliterator(), false);
        return stream.flatMap(scope -> entries.apply(scope).stream()).toList();
    }
}
