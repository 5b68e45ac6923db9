package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Instance;

/** What runs inside VMs. The Compute API says when a machine is switched on and off. */
public interface Machines {
    /** The instance has come to RUNNING: it boots, which runs its startup script. Returns at once. */
    void start(Instance instance);

    /** The instance is no longer running. Returns when nothing of it answers any more. */
    void stop(Instance instance);

    /** What the machine has written to its first serial port since it was made; empty if it has written nothing. */
    default String serialPortOutput(Instance instance) {
        return "";
    }

    /** Machines with nothing in them. */
    static Machines empty() {
        return new Machines() {
            @Override
            public void start(Instance instance) {}

            @Override
            public void stop(Instance instance) {}
        };
    }
}
