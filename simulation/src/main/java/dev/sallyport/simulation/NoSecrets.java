package dev.sallyport.simulation;

import dev.sallyport.local.state.StateRecord;
import java.util.List;

/**
 * No private key, client secret or token is in what is written to Firestore, published or logged, nor in what the
 * projects hold, but where a service keeps secrets.
 */
final class NoSecrets implements Invariant {
    private static final String NAME = "no secrets";

    private final World world;
    private final List<String> projects;
    private final SearchedLogs logs = SearchedLogs.installed();

    NoSecrets(World world, List<String> deployments) {
        this.world = world;
        projects = deployments.stream().map(Variant::project).distinct().toList();
    }

    @Override
    public void seen(SeenCall call) {
        if (call.name().endsWith("Firestore.Commit") || call.name().endsWith("Publisher.Publish")) {
            search(
                    call.name() + " of " + call.by(),
                    call.request().toByteString().toStringUtf8());
        }
    }

    @Override
    public void quiet() {
        logs.taken().ifPresent(found -> {
            throw new Violation(NAME, found);
        });
    }

    @Override
    public void ended() {
        for (String project : projects) {
            for (StateRecord record : world.cloud().compute().records(project)) {
                if (!record.secret()) {
                    search(record.toString(), record.value().toStringUtf8());
                }
            }
        }
    }

    private static void search(String where, String text) {
        Secrets.in(text).ifPresent(found -> {
            throw new Violation(NAME, found + " in " + where);
        });
    }
}
