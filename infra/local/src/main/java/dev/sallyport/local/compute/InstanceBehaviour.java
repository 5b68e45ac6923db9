package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceTemplate;
import dev.sallyport.local.api.ApiException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** VM instances. A new one runs at once; its disks are made with it. */
final class InstanceBehaviour extends Behaviour<Instance> {
    private final SerialPortAction serialPort;

    InstanceBehaviour(SerialPortAction serialPort) {
        super("instances", Instance.class);
        this.serialPort = serialPort;
    }

    @Override
    List<Reference> references() {
        return List.of(
                Reference.valid("disks.source", "disks"),
                Reference.valid("network_interfaces.network", "networks"),
                Reference.valid("network_interfaces.subnetwork", "subnetworks"));
    }

    @Override
    Set<String> outputOnly() {
        return Set.of(
                "status",
                "cpu_platform",
                "last_start_timestamp",
                "last_stop_timestamp",
                "last_suspended_timestamp",
                "resource_status");
    }

    @Override
    Instance sent(Transaction transaction, Call call, Instance body) {
        String template = call.parameter("source_instance_template");
        if (template.isEmpty()) {
            return body;
        }
        Link link = Link.parse(template, call.project().id())
                .orElseThrow(() -> Refusals.invalidValue("sourceInstanceTemplate", template, "The URL is malformed."));
        return transaction
                .get(InstanceTemplate.class, transaction.canonical(link))
                .map(found -> InstanceOfTemplate.of(found, body, call.scope().name()))
                .orElseThrow(() -> Refusals.notFound(link));
    }

    @Override
    Instance complete(Transaction transaction, Link link, Instance wanted, Optional<Instance> before) {
        Instance.Builder instance = wanted.toBuilder().clearParams();
        InstanceDefaults.machineType(link, instance);
        InstanceDefaults.settings(transaction, instance);
        InstanceDisks.complete(transaction, link, instance);
        InstanceNetwork.complete(transaction, link, instance);
        if (before.isEmpty()) {
            run(transaction, instance);
        }
        return instance.build();
    }

    /** Switches the instance on. */
    static Instance.Builder run(Transaction transaction, Instance.Builder instance) {
        return instance.setStatus("RUNNING")
                .setCpuPlatform("Intel Broadwell")
                .setLastStartTimestamp(Timestamps.of(transaction.now()));
    }

    /** Stops the instance and keeps what is in its memory. */
    static Instance.Builder suspend(Transaction transaction, Instance.Builder instance) {
        return instance.setStatus("SUSPENDED")
                .setCpuPlatform("Unknown CPU Platform")
                .setLastSuspendedTimestamp(Timestamps.of(transaction.now()));
    }

    /** Switches the instance off. */
    static Instance.Builder halt(Transaction transaction, Instance.Builder instance, String status) {
        return instance.setStatus(status)
                .setCpuPlatform("Unknown CPU Platform")
                .setLastStopTimestamp(Timestamps.of(transaction.now()));
    }

    @Override
    void changed(Transaction transaction, Link link, Optional<Instance> before, Instance after) {
        InstanceDisks.attached(transaction, before, after);
    }

    @Override
    void deleted(Transaction transaction, Link link, Instance last) {
        if (last.getDeletionProtection()) {
            throw ApiException.failedPrecondition(
                    "resourceInUse",
                    "Invalid resource usage: 'Resource cannot be deleted if it's protected against deletion. "
                            + "Resource: '" + link.path() + "''.");
        }
        InstanceDisks.detached(transaction, last);
        GroupMembers.removeEverywhere(transaction, link);
    }

    @Override
    String operationType(MethodKind kind, Call call) {
        return kind == MethodKind.SET_LABELS ? "compute.instance.setLabels" : super.operationType(kind, call);
    }

    @Override
    Map<String, Action<Instance>> actions() {
        Map<String, Action<Instance>> actions = new HashMap<>(InstanceActions.all());
        actions.put("getEffectiveFirewalls", new Action.Answer<>(EffectiveFirewalls::ofInstance));
        actions.put("getSerialPortOutput", new Action.Answer<>(serialPort::output));
        return actions;
    }
}
