package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.AccessConfig;
import com.google.cloud.compute.v1.AttachedDisk;
import com.google.cloud.compute.v1.InstanceProperties;
import com.google.cloud.compute.v1.InstanceTemplate;
import com.google.cloud.compute.v1.Metadata;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.Scheduling;
import java.util.List;
import java.util.Optional;

/** Instance templates, global and regional; they cannot be changed. */
final class InstanceTemplateBehaviour extends Behaviour<InstanceTemplate> {
    InstanceTemplateBehaviour() {
        super("instanceTemplates", InstanceTemplate.class);
    }

    @Override
    List<Reference> references() {
        return List.of(
                Reference.valid("properties.network_interfaces.network", "networks"),
                Reference.valid("properties.network_interfaces.subnetwork", "subnetworks"));
    }

    @Override
    String defaultDescription() {
        return "";
    }

    @Override
    String operationType(MethodKind kind, Call call) {
        return kind == MethodKind.INSERT ? "compute.instanceTemplates.insert" : super.operationType(kind, call);
    }

    @Override
    InstanceTemplate complete(
            Transaction transaction, Link link, InstanceTemplate wanted, Optional<InstanceTemplate> before) {
        InstanceTemplate.Builder template = wanted.toBuilder();
        InstanceProperties.Builder properties = template.getPropertiesBuilder();
        checkMachineType(properties.getMachineType());
        if (properties.getDisksCount() == 0) {
            throw Refusals.invalidValue(
                    "resource.properties.disks", "", "At least one disk must be specified, the boot disk.");
        }
        for (int i = 0; i < properties.getDisksCount(); i++) {
            properties.setDisks(i, complete(properties.getDisks(i), i));
        }
        if (properties.getNetworkInterfacesCount() == 0) {
            throw Refusals.invalidValue(
                    "resource.properties.networkInterfaces", "", "At least one network interface is required.");
        }
        for (int i = 0; i < properties.getNetworkInterfacesCount(); i++) {
            properties.setNetworkInterfaces(i, complete(link, properties.getNetworkInterfaces(i), i));
        }
        properties.setMetadata(complete(properties.getMetadata()));
        complete(properties.getSchedulingBuilder());
        return template.build();
    }

    private static void checkMachineType(String machineType) {
        if (machineType.isEmpty()) {
            throw Refusals.requiredField("resource.properties.machineType");
        }
        if (machineType.contains("/")) {
            throw Refusals.invalidValue(
                    "resource.properties.machineType",
                    machineType,
                    "Machine type in an instance template must be a machine type name, not a URL.");
        }
        if (!MachineTypeBehaviour.exists(machineType)) {
            throw Refusals.invalidValue(
                    "resource.properties.machineType", machineType, "The referenced machine type does not exist.");
        }
    }

    private static AttachedDisk complete(AttachedDisk sent, int index) {
        AttachedDisk.Builder disk = sent.toBuilder();
        Fields.setDefault(disk, "device_name", "persistent-disk-" + index);
        Fields.setDefault(disk, "mode", "READ_WRITE");
        Fields.setDefault(disk, "type", "PERSISTENT");
        return disk.setIndex(index).setKind("compute#attachedDisk").build();
    }

    private static NetworkInterface complete(Link link, NetworkInterface sent, int index) {
        NetworkInterface.Builder nic = sent.toBuilder();
        if (!nic.hasSubnetwork()) {
            Fields.setDefault(
                    nic,
                    "network",
                    link.inScope(Scope.GLOBAL, "networks", "default").url());
        }
        for (int i = 0; i < nic.getAccessConfigsCount(); i++) {
            nic.setAccessConfigs(i, complete(nic.getAccessConfigs(i)));
        }
        return nic.setName("nic" + index).setKind("compute#networkInterface").build();
    }

    /** An access config as it is in templates and instances alike. */
    static AccessConfig complete(AccessConfig sent) {
        AccessConfig.Builder access = sent.toBuilder();
        Fields.setDefault(access, "name", "external-nat");
        Fields.setDefault(access, "type", "ONE_TO_ONE_NAT");
        Fields.setDefault(access, "network_tier", "PREMIUM");
        return access.setKind("compute#accessConfig").build();
    }

    static Metadata complete(Metadata sent) {
        Metadata bare =
                sent.toBuilder().setKind("compute#metadata").clearFingerprint().build();
        return bare.toBuilder().setFingerprint(Fingerprint.of(bare)).build();
    }

    private static void complete(Scheduling.Builder scheduling) {
        Fields.setDefault(scheduling, "automatic_restart", true);
        Fields.setDefault(scheduling, "on_host_maintenance", "MIGRATE");
        Fields.setDefault(scheduling, "preemptible", false);
        Fields.setDefault(scheduling, "provisioning_model", "STANDARD");
    }
}
