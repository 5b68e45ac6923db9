package dev.sallyport.local.functions.sample;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.util.concurrent.Semaphore;

/** Every request waits here until {@link GateKeeperFunction} lets one pass. */
public final class GateFunction implements HttpFunction {
    static final Semaphore GATE = new Semaphore(0);
    private static int entered;
    private static int within;
    private static int mostWithin;

    @Override
    public void service(HttpRequest request, HttpResponse response) throws InterruptedException {
        enter();
        GATE.acquire();
        leave();
    }

    static synchronized String counts() {
        return entered + " entered, most at a time " + mostWithin;
    }

    private static synchronized void enter() {
        entered++;
        within++;
        mostWithin = Math.max(mostWithin, within);
    }

    private static synchronized void leave() {
        within--;
    }
}
