package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.ResourceStatus;
import com.google.cloud.compute.v1.ResourceStatusEffectiveInstanceMetadata;
import com.google.cloud.compute.v1.ResourceStatusScheduling;
import com.google.cloud.compute.v1.Scheduling;
import com.google.cloud.compute.v1.ServiceAccount;
import com.google.cloud.compute.v1.ShieldedInstanceConfig;
import com.google.cloud.compute.v1.ShieldedInstanceIntegrityPolicy;
import com.google.cloud.compute.v1.Tags;

/** What an instance has if nobody says otherwise, disks and network apart. */
final class InstanceDefaults {
    private InstanceDefaults() {}

    static void machineType(Link link, Instance.Builder instance) {
        String sent = instance.getMachineType();
        if (sent.isEmpty()) {
            throw Refusals.requiredField("resource.machineType");
        }
        Link type = Link.parse(sent, link.project())
                .filter(named -> named.collection().equals("machineTypes"))
                .orElseThrow(() -> Refusals.invalidValue("resource.machineType", sent, "The URL is malformed."));
        if (!type.scope().equals(link.scope()) || !MachineTypeBehaviour.exists(type.name())) {
            throw Refusals.invalidValue(
                    "resource.machineType",
                    type.url(),
                    "Machine type with name '" + type.name() + "' does not exist in zone '"
                            + link.scope().name() + "'.");
        }
        instance.setMachineType(type.url());
    }

    static void settings(Transaction transaction, Instance.Builder instance) {
        Fields.setDefault(instance, "can_ip_forward", false);
        Fields.setDefault(instance, "deletion_protection", false);
        Fields.setDefault(instance, "start_restricted", false);
        Fields.setDefault(instance, "satisfies_pzi", true);
        instance.setMetadata(InstanceTemplateBehaviour.complete(instance.getMetadata()));
        instance.setTags(complete(instance.getTags()));
        complete(instance.getSchedulingBuilder());
        shield(instance);
        for (int i = 0; i < instance.getServiceAccountsCount(); i++) {
            instance.setServiceAccounts(i, named(transaction, instance.getServiceAccounts(i)));
        }
        instance.setResourceStatus(ResourceStatus.newBuilder()
                .setScheduling(ResourceStatusScheduling.getDefaultInstance())
                .setEffectiveInstanceMetadata(ResourceStatusEffectiveInstanceMetadata.newBuilder()
                        .setVmDnsSettingMetadataValue("ZonalOnly")));
    }

    static Tags complete(Tags sent) {
        Tags bare = sent.toBuilder().clearFingerprint().build();
        return bare.toBuilder().setFingerprint(Fingerprint.of(bare)).build();
    }

    private static void complete(Scheduling.Builder scheduling) {
        for (String field : new String[] {"provisioning_model", "instance_termination_action", "on_host_maintenance"}) {
            if (Fields.text(scheduling, field).isEmpty()) {
                Fields.clear(scheduling, field);
            }
        }
        Fields.setDefault(scheduling, "preemptible", false);
        boolean preemptible = scheduling.getPreemptible();
        Fields.setDefault(scheduling, "automatic_restart", !preemptible);
        Fields.setDefault(scheduling, "on_host_maintenance", preemptible ? "TERMINATE" : "MIGRATE");
        if (!preemptible) {
            Fields.setDefault(scheduling, "provisioning_model", "STANDARD");
        }
    }

    private static void shield(Instance.Builder instance) {
        ShieldedInstanceConfig.Builder config = instance.getShieldedInstanceConfigBuilder();
        Fields.setDefault(config, "enable_secure_boot", false);
        Fields.setDefault(config, "enable_vtpm", true);
        Fields.setDefault(config, "enable_integrity_monitoring", true);
        Fields.setDefault(
                instance,
                "shielded_instance_integrity_policy",
                ShieldedInstanceIntegrityPolicy.newBuilder()
                        .setUpdateAutoLearnPolicy(true)
                        .build());
    }

    private static ServiceAccount named(Transaction transaction, ServiceAccount sent) {
        return sent.getEmail().equals("default")
                ? sent.toBuilder()
                        .setEmail(transaction.project().number() + "-compute@developer.gserviceaccount.com")
                        .build()
                : sent;
    }
}
