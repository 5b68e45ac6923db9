package dev.sallyport.local.internet.network;

import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.Network;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The VMs of all projects and the firewalls of their networks. */
public final class Vpc {
    private final Projects projects;
    private final ComputeView compute;
    private final Remembered<String, List<Vm>> vmsByProject;
    private final FirewallPolicies policies;
    private final Remembered<Place, FirewallRules> firewalls;

    public Vpc(Projects projects, ComputeView compute) {
        this.projects = projects;
        this.compute = compute;
        vmsByProject = new Remembered<>(compute, this::vmsOf);
        policies = new FirewallPolicies(compute);
        firewalls = new Remembered<>(compute, this::firewallOf);
    }

    /** The VM that has this external address. */
    public Optional<Vm> atExternalAddress(Ipv4 address) {
        return projects.all().stream()
                .flatMap(project -> vmsByProject.get(project.id()).stream())
                .filter(vm -> vm.external().filter(address::equals).isPresent())
                .findFirst();
    }

    /** The VM that has this address inside the network. */
    public Optional<Vm> atInternalAddress(ResourceLink network, Ipv4 address) {
        return vmsByProject.get(network.project()).stream()
                .filter(vm -> vm.internal().equals(address) && sameNetwork(vm.network(), network))
                .findFirst();
    }

    public Optional<Vm> named(ResourceLink instance) {
        return compute.find(Instance.class, instance.toString()).flatMap(Vm::of);
    }

    /**
     * What the firewalls make of a connection: the one of the VM it leaves, and then the one of the VM it is for. The
     * decision names the rule that decides.
     */
    public Decision why(Connection connection) {
        return connection
                .from()
                .map(vm -> firewall(vm).egress(vm, connection.destination(), connection.transport()))
                .filter(decision -> !decision.allowed())
                .or(() -> connection
                        .to()
                        .map(vm -> firewall(vm).ingress(connection.source(), vm, connection.transport())))
                .orElse(new Decision(true, Decision.IMPLIED_ALLOW_EGRESS));
    }

    private FirewallRules firewall(Vm vm) {
        return firewalls.get(Place.of(vm));
    }

    private List<Vm> vmsOf(String project) {
        return compute.list(Instance.class, project).stream()
                .flatMap(instance -> Vm.of(instance).stream())
                .toList();
    }

    private FirewallRules firewallOf(Place place) {
        String project = place.network.project();
        Predicate<String> isNetwork = link -> ResourceLink.parse(link)
                .filter(named -> sameNetwork(named, place.network))
                .isPresent();
        List<FirewallRule> own = FirewallRules.layer(compute.list(Firewall.class, project).stream()
                .filter(rule -> isNetwork.test(rule.getNetwork()))
                .toList());
        String organization = projects.find(project).map(Project::organization).orElse("");
        List<List<FirewallRule>> layers =
                new ArrayList<>(policies.ofOrganization(organization, isNetwork).toList());
        List<List<FirewallRule>> ofNetwork =
                policies.ofNetwork(project, place.region, isNetwork).toList();
        if (policiesComeFirst(place.network)) {
            layers.addAll(ofNetwork);
            layers.add(own);
        } else {
            layers.add(own);
            layers.addAll(ofNetwork);
        }
        return FirewallRules.of(layers);
    }

    private boolean policiesComeFirst(ResourceLink network) {
        return compute.find(Network.class, network.toString())
                .filter(found ->
                        found.getNetworkFirewallPolicyEnforcementOrder().equals("BEFORE_CLASSIC_FIREWALL"))
                .isPresent();
    }

    /** Whether both spellings are of one network. */
    public boolean sameNetwork(ResourceLink one, ResourceLink other) {
        return one.name().equals(other.name()) && sameProject(one.project(), other.project());
    }

    private boolean sameProject(String one, String other) {
        return one.equals(other)
                || projects.find(one)
                        .map(Project::id)
                        .filter(id -> projects.find(other)
                                .filter(project -> project.id().equals(id))
                                .isPresent())
                        .isPresent();
    }

    /** What decides which rules a VM has. */
    private record Place(ResourceLink network, String region) {
        static Place of(Vm vm) {
            String zone = vm.link().scope().replaceFirst(".*/", "");
            return new Place(vm.network(), zone.substring(0, zone.lastIndexOf('-')));
        }
    }
}
