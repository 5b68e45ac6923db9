package dev.sallyport.stages;

import com.google.cloud.compute.v1.AccessConfig;
import com.google.cloud.compute.v1.Instance;
import dev.sallyport.converge.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The VMs' own addresses refuse the application's port: nobody goes round the load balancer. */
record DirectAccess(StageWork work, Optional<String> internetProxy) implements Check {
    @Override
    public String name() {
        return "vms-refuse-direct-access";
    }

    /** A firewall rule that has just gone may still be in force for a moment. */
    @Override
    public boolean settles() {
        return true;
    }

    @Override
    public String remedy() {
        return "Find the firewall rule that lets the internet reach the VMs (gcloud compute instances network-interfaces"
                + " get-effective-firewalls), and remove it.";
    }

    @Override
    public Finding look() {
        int port = work.request().instanceGroup().port();
        List<String> refused = new ArrayList<>();
        for (Instance instance : instances()) {
            for (String address : externalAddresses(instance)) {
                ConnectionAttempt attempt = ConnectionAttempt.to(address, port, internetProxy);
                if (!attempt.refused()) {
                    return Finding.failed(
                            instance.getName() + " at " + address + ":" + port + ": " + attempt.outcome());
                }
                refused.add(instance.getName() + " (" + address + ")");
            }
        }
        return Finding.passed(
                refused.isEmpty()
                        ? "no VM has an external address"
                        : "tcp:" + port + " refused by " + String.join(", ", refused));
    }

    private List<Instance> instances() {
        return ManagedInstances.of(work, Link.name(work.output(InstanceGroupStage.NAME, "manager")))
                .instances();
    }

    private static List<String> externalAddresses(Instance instance) {
        return instance.getNetworkInterfacesList().stream()
                .flatMap(nic -> nic.getAccessConfigsList().stream())
                .map(AccessConfig::getNatIP)
                .filter(address -> !address.isEmpty())
                .toList();
    }
}
