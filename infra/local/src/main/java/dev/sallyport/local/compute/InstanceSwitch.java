package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Instance;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.Machines.SerialOutput;
import java.util.Optional;

/** Switches machines on and off as their instances come to RUNNING and leave it. */
final class InstanceSwitch {
    private volatile Machines machines = Machines.empty();

    void attach(Machines attached) {
        machines = attached;
    }

    SerialOutput serialPortOutput(Instance instance) {
        return machines.serialPortOutput(instance);
    }

    void changed(Optional<Message> before, Optional<Message> after) {
        Optional<Instance> was = running(before);
        Optional<Instance> is = running(after);
        if (was.map(InstanceSwitch::boot).equals(is.map(InstanceSwitch::boot))) {
            return;
        }
        was.ifPresent(machines::stop);
        is.ifPresent(machines::start);
    }

    /** Switches off the machine of a resource, if it is an instance that runs. */
    void off(Message resource) {
        running(Optional.of(resource)).ifPresent(machines::stop);
    }

    /** Boots the machine of a resource, if it is an instance that runs. */
    void on(Message resource) {
        running(Optional.of(resource)).ifPresent(machines::start);
    }

    /** Tells one run of a machine from the next: a reset or restart leaves the status RUNNING. */
    private static String boot(Instance instance) {
        return instance.getId() + " " + instance.getLastStartTimestamp();
    }

    private static Optional<Instance> running(Optional<Message> resource) {
        return resource.filter(Instance.class::isInstance)
                .map(Instance.class::cast)
                .filter(instance -> instance.getStatus().equals("RUNNING"));
    }
}
