package dev.sallyport.stages;

import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.converge.Memory;
import dev.sallyport.converge.Pause;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.settings.Settings;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A local cloud and the way stages reach it. The store that holds it closes it when the last test has run. */
record LabCloud(LocalCloud local, ChainRuntime runtime, StageCloud reached, ScheduledExecutorService pauses)
        implements AutoCloseable {
    static LabCloud start() {
        LocalCloud local = LocalCloud.start();
        Settings settings = new Settings(
                "sallyport-project",
                Optional.of(local.apiEndpoint()),
                Optional.of(local.internetProxy()),
                Optional.empty());
        ScheduledExecutorService pauses = Executors.newSingleThreadScheduledExecutor();
        StageCloud reached =
                new StageCloud(new GoogleClients(settings), Pause.on(pauses), settings.internetProxy(), Memory.none());
        return new LabCloud(local, ChainRuntime.of(settings), reached, pauses);
    }

    @Override
    public void close() {
        reached.clients().close();
        runtime.close();
        pauses.shutdownNow();
        local.close();
    }
}
