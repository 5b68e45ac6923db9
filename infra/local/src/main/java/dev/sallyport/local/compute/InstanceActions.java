package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.AccessConfig;
import com.google.cloud.compute.v1.AttachedDisk;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstancesSetMachineTypeRequest;
import com.google.cloud.compute.v1.InstancesSetServiceAccountRequest;
import com.google.cloud.compute.v1.Metadata;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.Scheduling;
import com.google.cloud.compute.v1.ServiceAccount;
import com.google.cloud.compute.v1.Tags;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.compute.Action.Changer;
import java.util.List;
import java.util.Map;

/** What can be done to a VM instance. */
final class InstanceActions {
    private InstanceActions() {}

    /** All of them, and one more. */
    static Map<String, Action<Instance>> and(String name, Action<Instance> another) {
        return Map.ofEntries(
                Map.entry(name, another),
                change("start", InstanceActions::start),
                change("stop", InstanceActions::stop),
                change("reset", InstanceActions::reset),
                change("setMachineType", InstanceActions::setMachineType),
                change("setServiceAccount", InstanceActions::setServiceAccount),
                change("setTags", InstanceActions::setTags),
                change("setMetadata", InstanceActions::setMetadata),
                change("setScheduling", InstanceActions::setScheduling),
                change("setDeletionProtection", InstanceActions::setDeletionProtection),
                change("attachDisk", InstanceActions::attachDisk),
                change("detachDisk", InstanceActions::detachDisk),
                change("addAccessConfig", InstanceActions::addAccessConfig),
                change("deleteAccessConfig", InstanceActions::deleteAccessConfig));
    }

    private static Map.Entry<String, Action<Instance>> change(String name, Changer<Instance> changer) {
        return Map.entry(name, new Action.Change<>(name, changer));
    }

    private static Instance start(Transaction transaction, Link link, Instance current, Call call) {
        return current.getStatus().equals("RUNNING")
                ? current
                : InstanceBehaviour.run(transaction, current.toBuilder()).build();
    }

    private static Instance stop(Transaction transaction, Link link, Instance current, Call call) {
        return current.getStatus().equals("TERMINATED")
                ? current
                : InstanceBehaviour.halt(transaction, current.toBuilder(), "TERMINATED")
                        .build();
    }

    private static Instance reset(Transaction transaction, Link link, Instance current, Call call) {
        if (!current.getStatus().equals("RUNNING")) {
            throw ApiException.resourceNotReady("The resource '" + link.path() + "' is not ready");
        }
        return InstanceBehaviour.run(transaction, current.toBuilder()).build();
    }

    private static Instance setMachineType(Transaction transaction, Link link, Instance current, Call call) {
        requireStopped(link, current, "machine type");
        return current.toBuilder()
                .setMachineType(((InstancesSetMachineTypeRequest) call.body()).getMachineType())
                .build();
    }

    private static Instance setServiceAccount(Transaction transaction, Link link, Instance current, Call call) {
        requireStopped(link, current, "service account");
        InstancesSetServiceAccountRequest request = (InstancesSetServiceAccountRequest) call.body();
        return current.toBuilder()
                .clearServiceAccounts()
                .addServiceAccounts(
                        ServiceAccount.newBuilder().setEmail(request.getEmail()).addAllScopes(request.getScopesList()))
                .build();
    }

    private static void requireStopped(Link link, Instance current, String what) {
        if (!current.getStatus().equals("TERMINATED")) {
            throw ApiException.failedPrecondition(
                    "resourceNotStopped",
                    "The instance '" + link.path() + "' must be stopped before its " + what + " can be changed.");
        }
    }

    private static Instance setTags(Transaction transaction, Link link, Instance current, Call call) {
        Tags tags = (Tags) call.body();
        if (!tags.getFingerprint().equals(current.getTags().getFingerprint())) {
            throw Refusals.staleFingerprint();
        }
        return current.toBuilder().setTags(tags).build();
    }

    private static Instance setMetadata(Transaction transaction, Link link, Instance current, Call call) {
        Metadata metadata = (Metadata) call.body();
        if (!metadata.getFingerprint().equals(current.getMetadata().getFingerprint())) {
            throw ApiException.conditionNotMet("Supplied fingerprint does not match current metadata fingerprint.");
        }
        return current.toBuilder().setMetadata(metadata).build();
    }

    private static Instance setScheduling(Transaction transaction, Link link, Instance current, Call call) {
        return current.toBuilder().setScheduling((Scheduling) call.body()).build();
    }

    private static Instance setDeletionProtection(Transaction transaction, Link link, Instance current, Call call) {
        String wanted = call.parameter("deletion_protection");
        return current.toBuilder()
                .setDeletionProtection(!wanted.equals("false"))
                .build();
    }

    private static Instance attachDisk(Transaction transaction, Link link, Instance current, Call call) {
        return current.toBuilder().addDisks((AttachedDisk) call.body()).build();
    }

    private static Instance detachDisk(Transaction transaction, Link link, Instance current, Call call) {
        String device = call.parameter("device_name");
        List<AttachedDisk> left = current.getDisksList().stream()
                .filter(disk -> !disk.getDeviceName().equals(device))
                .toList();
        if (left.size() == current.getDisksCount()) {
            throw Refusals.invalidValue(
                    "deviceName", device, "No attached disk found with device name '" + device + "'");
        }
        return current.toBuilder().clearDisks().addAllDisks(left).build();
    }

    private static Instance addAccessConfig(Transaction transaction, Link link, Instance current, Call call) {
        int index = interfaceIndex(current, call);
        NetworkInterface nic = current.getNetworkInterfaces(index);
        if (nic.getAccessConfigsCount() > 0) {
            throw Refusals.invalidValue(
                    "networkInterface", nic.getName(), "At most one access config currently supported.");
        }
        return current.toBuilder()
                .setNetworkInterfaces(index, nic.toBuilder().addAccessConfigs((AccessConfig) call.body()))
                .build();
    }

    private static Instance deleteAccessConfig(Transaction transaction, Link link, Instance current, Call call) {
        int index = interfaceIndex(current, call);
        NetworkInterface nic = current.getNetworkInterfaces(index);
        List<AccessConfig> left = nic.getAccessConfigsList().stream()
                .filter(access -> !access.getName().equals(call.parameter("access_config")))
                .toList();
        return current.toBuilder()
                .setNetworkInterfaces(
                        index, nic.toBuilder().clearAccessConfigs().addAllAccessConfigs(left))
                .build();
    }

    private static int interfaceIndex(Instance current, Call call) {
        String name = call.parameter("network_interface");
        for (int i = 0; i < current.getNetworkInterfacesCount(); i++) {
            if (current.getNetworkInterfaces(i).getName().equals(name)) {
                return i;
            }
        }
        throw Refusals.invalidValue("networkInterface", name, "The instance has no network interface of this name.");
    }
}
