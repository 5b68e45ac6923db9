package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroup;
import com.google.cloud.compute.v1.NamedPort;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.internet.network.Remembered;
import dev.sallyport.local.internet.network.Vm;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The VMs behind backend services: the members of instance groups, and those in zonal network endpoint groups. */
final class Backends {
    private static final String DEFAULT_PORT_NAME = "http";

    private final ComputeView compute;
    private final Remembered<String, List<Vm>> membersByGroup;
    private final Remembered<String, List<Backend>> endpointsByGroup;

    Backends(ComputeView compute) {
        this.compute = compute;
        membersByGroup = new Remembered<>(compute, this::members);
        endpointsByGroup = new Remembered<>(compute, new EndpointGroups(compute)::of);
    }

    /** All VMs of the service with the port it serves on. */
    List<Backend> of(BackendService service) {
        return service.getBackendsList().stream()
                .flatMap(backend -> ofGroup(service, backend.getGroup()).stream())
                .toList();
    }

    /** All VMs of the service, whatever port they serve on. */
    Stream<Vm> vmsOf(BackendService service) {
        return service.getBackendsList().stream()
                .map(com.google.cloud.compute.v1.Backend::getGroup)
                .flatMap(group -> EndpointGroups.isNamedBy(group)
                        ? endpointsByGroup.get(group).stream().map(Backend::vm)
                        : membersByGroup.get(group).stream());
    }

    /** The VMs of one of the service's groups; none if the group has no port of the name the service asks for. */
    List<Backend> ofGroup(BackendService service, String groupLink) {
        if (EndpointGroups.isNamedBy(groupLink)) {
            return endpointsByGroup.get(groupLink);
        }
        String portName = service.getPortName().isEmpty() ? DEFAULT_PORT_NAME : service.getPortName();
        OptionalInt port = namedPort(groupLink, portName);
        if (port.isEmpty()) {
            return List.of();
        }
        return membersByGroup.get(groupLink).stream()
                .map(vm -> new Backend(vm, groupLink, port.getAsInt()))
                .toList();
    }

    OptionalInt namedPort(String groupLink, String portName) {
        return compute.find(InstanceGroup.class, groupLink).stream()
                .flatMap(group -> group.getNamedPortsList().stream())
                .filter(named -> named.getName().equals(portName))
                .mapToInt(NamedPort::getPort)
                .findFirst();
    }

    private List<Vm> members(String groupLink) {
        return compute.members(groupLink).stream()
                .flatMap(link -> compute.find(Instance.class, link).stream())
                .flatMap(instance -> Vm.of(instance).stream())
                .toList();
    }

    /**
     * A VM behind a backend service.
     *
     * @param port where requests go
     */
    record Backend(Vm vm, String groupLink, int port) {}
}
