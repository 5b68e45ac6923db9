package dev.sallyport.stages;

import com.google.cloud.compute.v1.AggregatedListInstancesRequest;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.Router;
import com.google.cloud.compute.v1.SslCertificate;
import com.google.cloud.compute.v1.TargetInstance;
import com.google.cloud.compute.v1.TargetPool;
import com.google.cloud.iap.v1.GetIapSettingsRequest;
import com.google.cloud.iap.v1.IapSettings;
import com.google.cloud.resourcemanager.v3.Project;
import com.google.common.collect.ImmutableList;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import dev.sallyport.converge.ComputeCollections;
import dev.sallyport.converge.Memory;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.google.GoogleFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The IAM policy of the project. */
    public Policy policy() {
        return read("policy", () -> clients.resourceManager().getIamPolicy("projects/" + project));
    }

    /**
     * The IAM policy of one of IAP's resources that several backend services share.
     *
     * @param resource what follows the project, such as {@code iap_web}
     */
    public Policy iapPolicy(String resource) {
        GetIamPolicyRequest request = GetIamPolicyRequest.newBuilder()
                .setResource("projects/" + number() + "/" + resource)
                .build();
        return read(resource, () -> clients.iap().getIamPolicy(request));
    }

    /**
     * IAP's settings for a backend service, with those it inherits; empty if there is no such service any more.
     *
     * @param service the service's id
     */
    public Optional<IapSettings> iapSettings(String service) {
        GetIapSettingsRequest request = GetIapSettingsRequest.newBuilder()
                .setName("projects/" + number() + "/iap_web/compute/services/" + service)
                .build();
        return GoogleFailure.finding(() -> clients.iap().getIapSettings(request));
    }

    public List<Firewall> firewalls() {
        return collections().firewalls().all();
    }

    public List<BackendService> backendServices() {
        return read(
                "backendServices",
                () -> all(
                        clients.backendServices().aggregatedList(project).iterateAll(),
                        scope -> scope.getValue().getBackendServicesList()));
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

    public List<InstanceGroupManager> instanceGroupManagers() {
        return read(
                "instanceGroupManagers",
                () -> all(
                        clients.instanceGroupManagers().aggregatedList(project).iterateAll(),
                        scope -> scope.getValue().getInstanceGroupManagersList()));
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
