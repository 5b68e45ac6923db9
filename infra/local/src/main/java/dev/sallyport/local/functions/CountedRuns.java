package dev.sallyport.local.functions;

import dev.sallyport.local.usage.Usage;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Counts a function's runs and how long they take, each by itself; the time that a request waits for a place is not in it. */
final class CountedRuns extends Handler.Wrapper {
    private final String function;
    private final Usage usage;

    CountedRuns(Handler function, String name, Usage usage) {
        super(function);
        this.function = name;
        this.usage = usage;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        long begun = System.nanoTime();
        return super.handle(request, response, Callback.from(callback, () -> count(System.nanoTime() - begun)));
    }

    private void count(long nanos) {
        usage.add(1, "functions", function, "runs");
        usage.add(nanos / 1000, "functions", function, "micros");
    }
}
