package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Instance;
import com.google.protobuf.ByteString;

/** What runs inside VMs. The Compute API says when a machine is switched on and off. */
public interface Machines {
    /** The instance has come to RUNNING: it boots, which runs its startup script. Returns at once. */
    void start(Instance instance);

    /** The instance is no longer running. Returns when nothing of it answers any more. */
    void stop(Instance instance);

    /** What the machine has written to its first serial port since it was made, and is kept of it. */
    default SerialOutput serialPortOutput(Instance instance) {
        return SerialOutput.NOTHING;
    }

    /**
     * What is kept of what a machine has written.
     *
     * @param start how many bytes were written before these, and are not kept
     */
    record SerialOutput(long start, ByteString bytes) {
        public static final SerialOutput NOTHING = new SerialOutput(0, ByteString.EMPTY);
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
