package dev.sallyport.compliance;

import com.google.cloud.compute.v1.Instance;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.Mark;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import dev.sallyport.stages.Exposure;
import dev.sallyport.stages.OtherPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ways to the VMs past IAP: firewall rules, other load balancers, addresses of their own. */
final class ReachableVms implements Look {
    @Override
    public List<Observation> at(Subject subject) {
        List<Observation> seen = new ArrayList<>();
        subject.inspection().exposures().forEach(exposure -> seen.add(open(subject, exposure)));
        subject.inspection().otherPaths().stream()
                .filter(path -> !isOwn(subject, path))
                .forEach(path -> seen.add(otherPath(subject, path)));
        if (!subject.request().instanceTemplate().externalAddress()) {
            subject.inventory().instances().stream()
                    .filter(vm ->
                            subject.deployment().name().equals(vm.getLabelsMap().get(Mark.LABEL)))
                    .filter(ReachableVms::hasExternalAddress)
                    .forEach(vm -> seen.add(addressed(vm)));
        }
        return seen;
    }

    private static Observation open(Subject subject, Exposure exposure) {
        int port = subject.request().instanceGroup().port();
        return new Observation(
                Controls.FIREWALL_OPEN,
                "firewalls/" + exposure.rule(),
                exposure + " to tcp:" + port + " of the VMs",
                Map.of("port", "tcp:" + port, "priority", "" + exposure.priority(), "sources", exposure.sources()));
    }

    /** That IAP is off for the deployment's own service is another control's. */
    private static boolean isOwn(Subject subject, OtherPath path) {
        return subject.output("backend", "backendService")
                .map(Link::partial)
                .filter(path.link()::equals)
                .isPresent();
    }

    private static Observation otherPath(Subject subject, OtherPath path) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("kind", path.kind());
        evidence.put("link", path.link());
        if (!path.through().isEmpty()) {
            evidence.put("group", path.through());
        }
        List<String> users = Users.of(path.link(), subject.inventory());
        if (!users.isEmpty()) {
            evidence.put("usedBy", String.join(", ", users));
        }
        return new Observation(
                Controls.OTHER_PATH,
                Link.shortened(path.link()),
                path + " leads to the VMs without IAP"
                        + (users.isEmpty() ? "" : ", and is used by " + String.join(", ", users)),
                evidence);
    }

    private static boolean hasExternalAddress(Instance vm) {
        return vm.getNetworkInterfacesList().stream().anyMatch(nic -> nic.getAccessConfigsCount() > 0);
    }

    private static Observation addressed(Instance vm) {
        String addresses = vm.getNetworkInterfacesList().stream()
                .flatMap(nic -> nic.getAccessConfigsList().stream())
                .map(config -> config.getNatIP())
                .sorted()
                .toList()
                .toString();
        return new Observation(
                Controls.EXTERNAL_ADDRESS,
                "instances/" + vm.getName(),
                vm.getName() + " has the external address " + addresses,
                Map.of("addresses", addresses));
    }
}
