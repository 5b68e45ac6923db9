package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.AccessConfig;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.NetworkInterface;
import dev.sallyport.local.compute.Action.Changer;
import java.util.List;
import java.util.Map;

/** What can be done to a VM instance's network interfaces and their external addresses. */
final class InterfaceActions {
    private InterfaceActions() {}

    static Map<String, Action<Instance>> all() {
        return Map.ofEntries(
                change("addAccessConfig", InterfaceActions::addAccessConfig),
                change("updateAccessConfig", InterfaceActions::updateAccessConfig),
                change("deleteAccessConfig", InterfaceActions::deleteAccessConfig),
                change("updateNetworkInterface", InterfaceActions::updateNetworkInterface));
    }

    private static Map.Entry<String, Action<Instance>> change(String name, Changer<Instance> changer) {
        return Map.entry(name, new Action.Change<>(name, changer));
    }

    private static Instance addAccessConfig(Transaction transaction, Link link, Instance current, Call call) {
        int index = interfaceIndex(current, call);
        NetworkInterface nic = current.getNetworkInterfaces(index);
        if (nic.getAccessConfigsCount() > 0) {
            throw Refusals.invalidValue(
                    "networkInterface", nic.getName(), "At most one access config currently supported.");
        }
        return with(current, index, nic.toBuilder().addAccessConfigs((AccessConfig) call.body()));
    }

    private static Instance updateAccessConfig(Transaction transaction, Link link, Instance current, Call call) {
        int index = interfaceIndex(current, call);
        NetworkInterface nic = current.getNetworkInterfaces(index);
        AccessConfig sent = (AccessConfig) call.body();
        for (int i = 0; i < nic.getAccessConfigsCount(); i++) {
            AccessConfig access = nic.getAccessConfigs(i);
            if (sent.getName().isEmpty() || access.getName().equals(sent.getName())) {
                return with(
                        current,
                        index,
                        nic.toBuilder().setAccessConfigs(i, access.toBuilder().mergeFrom(sent)));
            }
        }
        throw Refusals.invalidValue(
                "resource.name", sent.getName(), "The network interface has no access config of this name.");
    }

    private static Instance deleteAccessConfig(Transaction transaction, Link link, Instance current, Call call) {
        int index = interfaceIndex(current, call);
        NetworkInterface nic = current.getNetworkInterfaces(index);
        List<AccessConfig> left = nic.getAccessConfigsList().stream()
                .filter(access -> !access.getName().equals(call.parameter("access_config")))
                .toList();
        return with(current, index, nic.toBuilder().clearAccessConfigs().addAllAccessConfigs(left));
    }

    private static Instance updateNetworkInterface(Transaction transaction, Link link, Instance current, Call call) {
        int index = interfaceIndex(current, call);
        NetworkInterface nic = current.getNetworkInterfaces(index);
        NetworkInterface sent = (NetworkInterface) call.body();
        if (sent.getFingerprint().isEmpty()) {
            throw Refusals.requiredField("resource.fingerprint");
        }
        if (!sent.getFingerprint().equals(nic.getFingerprint())) {
            throw Refusals.staleFingerprint();
        }
        return with(current, index, MergePatch.apply(nic, sent, call.json()).toBuilder());
    }

    private static Instance with(Instance current, int index, NetworkInterface.Builder nic) {
        return current.toBuilder().setNetworkInterfaces(index, nic).build();
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
