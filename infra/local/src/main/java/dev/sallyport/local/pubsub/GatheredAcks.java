package dev.sallyport.local.pubsub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Acknowledges on another thread, and in one step whatever has come together while the last step was under way: pushes
 * are answered one by one, and to acknowledge each by itself costs more than to push it.
 */
final class GatheredAcks {
    private final Executor workers;
    private final Consumer<List<String>> acknowledge;
    private List<String> gathered = new ArrayList<>();
    private boolean underWay;

    GatheredAcks(Executor workers, Consumer<List<String>> acknowledge) {
        this.workers = workers;
        this.acknowledge = acknowledge;
    }

    void add(String ackId) {
        synchronized (this) {
            gathered.add(ackId);
            if (underWay) {
                return;
            }
            underWay = true;
        }
        workers.execute(this::step);
    }

    private void step() {
        try {
            acknowledge.accept(taken());
        } finally {
            if (goesOn()) {
                workers.execute(this::step);
            }
        }
    }

    private synchronized List<String> taken() {
        List<String> taken = gathered;
        gathered = new ArrayList<>();
        return taken;
    }

    private synchronized boolean goesOn() {
        underWay = !gathered.isEmpty();
        return underWay;
    }
}
