package dev.sallyport.stages;

import dev.sallyport.chain.StageContext;
import dev.sallyport.converge.Pause;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.settings.Settings;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * The cloud as a stage reaches it, for as long as the function lives.
 *
 * @param internetProxy {@code host:port} of the proxy to the internet, or empty for none
 */
record StageCloud(GoogleClients clients, Pause pause, Optional<String> internetProxy) {
    static StageCloud of(Settings settings) {
        return new StageCloud(
                new GoogleClients(settings),
                Pause.on(Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "stage-pause");
                    thread.setDaemon(true);
                    return thread;
                })),
                settings.internetProxy());
    }

    StageWork work(StageContext context) {
        return StageWork.doing(this, context);
    }
}
