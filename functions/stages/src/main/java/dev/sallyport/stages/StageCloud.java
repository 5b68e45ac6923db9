package dev.sallyport.stages;

import dev.sallyport.chain.StageContext;
import dev.sallyport.converge.Backoff;
import dev.sallyport.converge.Memory;
import dev.sallyport.converge.Pause;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * The cloud as a stage reaches it, for as long as the function lives.
 *
 * @param internetProxy {@code host:port} of the proxy to the internet, or empty for none
 * @param memory of what was read; work that changes things needs one that forgets
 * @param projectNumbers by id. They may be kept, for Google gives neither a project another number nor its id to another
 *     project (cloud.google.com/resource-manager/docs/creating-managing-projects)
 */
record StageCloud(
        GoogleClients clients, Pause pause, Optional<String> internetProxy, Memory memory, Memory projectNumbers) {
    StageCloud(GoogleClients clients, Pause pause, Optional<String> internetProxy, Memory memory) {
        this(clients, pause, internetProxy, memory, Memory.keeping());
    }

    static StageCloud of(Settings settings) {
        return new StageCloud(
                new GoogleClients(settings),
                Pause.on(Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "stage-pause");
                    thread.setDaemon(true);
                    return thread;
                })),
                settings.internetProxy(),
                Memory.none());
    }

    /**
     * The same cloud for those who only look, and read each list once.
     *
     * @param patience how long to wait in all for lists that are refused for the moment
     */
    StageCloud lookingOnce(Duration patience) {
        return new StageCloud(
                clients, pause, internetProxy, Memory.keeping(new Backoff(pause, patience)), projectNumbers);
    }

    StageWork work(StageContext context) {
        return StageWork.doing(this, context);
    }
}
