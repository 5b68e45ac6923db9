package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Instance;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Machines that do nothing but note when they are switched. */
final class RecordedMachines implements Machines {
    private final List<String> switched = new CopyOnWriteArrayList<>();

    @Override
    public void start(Instance instance) {
        switched.add("start " + instance.getName());
    }

    @Override
    public void stop(Instance instance) {
        switched.add("stop " + instance.getName());
    }

    /** What happened so far, such as {@code start vm}. */
    List<String> switched() {
        return switched;
    }
}
