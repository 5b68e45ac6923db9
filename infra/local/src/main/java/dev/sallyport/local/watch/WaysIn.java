package dev.sallyport.local.watch;

import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroup;
import com.google.cloud.compute.v1.NamedPort;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.internet.balancer.FrontEnds;
import dev.sallyport.local.internet.network.Ipv4;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.internet.network.Vm;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import dev.sallyport.local.watch.WayIn.VmAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The ways in that the resources of a project offer. VMs are tried at port 80 and at every port that a group or a
 * firewall rule names, but for those of administration.
 */
final class WaysIn {
    private static final Set<Integer> USUAL = Set.of(80, 443, 8080);
    private static final int HTTP = 80;
    /** SSH and RDP, which the rules of every default network open: that is for administration and serves nobody. */
    private static final Set<Integer> ADMINISTRATION = Set.of(22, 3389);

    private final ComputeView compute;
    private final String project;

    WaysIn(ComputeView compute, String project) {
        this.compute = compute;
        this.project = project;
    }

    List<WayIn> now() {
        List<Vm> vms = compute.list(Instance.class, project).stream()
                .flatMap(instance -> Vm.of(instance).stream())
                .toList();
        Set<Integer> ports = vmPorts();
        return Stream.of(
                        compute.list(ForwardingRule.class, project).stream().flatMap(this::frontEnds),
                        vms.stream().flatMap(vm -> fromOutside(vm, ports)),
                        vms.stream().flatMap(vm -> fromItsNeighbours(vm, vms, ports)))
                .flatMap(ways -> ways)
                .toList();
    }

    private Stream<WayIn> frontEnds(ForwardingRule rule) {
        return addressOf(rule).stream()
                .flatMap(address -> ports(rule).stream().flatMap(port -> frontEnds(rule, address.toString(), port)));
    }

    private Stream<WayIn> frontEnds(ForwardingRule rule, String address, int port) {
        String link = ResourceLink.of(rule.getSelfLink()).toString();
        return RoutedPlace.behind(rule, address, compute)
                .flatMap(place -> Stream.of(true, false)
                        .map(tls -> new FrontEnd(link, address, port, tls, place.host(), place.path())));
    }

    private Optional<Ipv4> addressOf(ForwardingRule rule) {
        return Ipv4.parse(rule.getIPAddress())
                .or(() -> compute.find(Address.class, rule.getIPAddress())
                        .flatMap(reserved -> Ipv4.parse(reserved.getAddress())));
    }

    /** Of a range its ends and the usual ports in it: behind all ports of a rule there is the same. */
    private static Set<Integer> ports(ForwardingRule rule) {
        Set<Integer> ports = new TreeSet<>();
        Stream.concat(
                        rule.getPortsList().stream(),
                        Stream.of(rule.getPortRange().split("-")))
                .filter(port -> port.matches("\\d{1,5}"))
                .forEach(port -> ports.add(Integer.parseInt(port)));
        ports.addAll(USUAL);
        ports.removeIf(port -> !FrontEnds.takes(rule, port));
        return ports;
    }

    private Set<Integer> vmPorts() {
        Set<Integer> ports = new TreeSet<>(Set.of(HTTP));
        compute.list(Firewall.class, project).stream()
                .flatMap(rule -> rule.getAllowedList().stream())
                .map(Allowed::getPortsList)
                .flatMap(List::stream)
                .filter(port -> port.matches("\\d{1,5}"))
                .map(Integer::valueOf)
                .filter(port -> !ADMINISTRATION.contains(port))
                .forEach(ports::add);
        compute.list(InstanceGroup.class, project).stream()
                .flatMap(group -> group.getNamedPortsList().stream())
                .map(NamedPort::getPort)
                .forEach(ports::add);
        return ports;
    }

    private static Stream<WayIn> fromOutside(Vm vm, Set<Integer> ports) {
        return vm.external().stream()
                .flatMap(address ->
                        ports.stream().map(port -> new VmAddress(vm.link().toString(), address.toString(), port)));
    }

    private static Stream<WayIn> fromItsNeighbours(Vm vm, List<Vm> all, Set<Integer> ports) {
        return all.stream()
                .filter(other -> !other.equals(vm) && other.network().equals(vm.network()))
                .flatMap(other -> ports.stream()
                        .map(port -> new Neighbour(
                                other.link().toString(),
                                vm.link().toString(),
                                vm.internal().toString(),
                                port)));
    }
}
