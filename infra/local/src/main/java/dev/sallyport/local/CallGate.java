package dev.sallyport.local;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Lets API calls through, and holds new ones while something looks at or changes the state of all services. Calls that
 * are under way are waited for, but not those that wait for something themselves: it may not come before the gate opens.
 */
final class CallGate implements DecoratingHttpServiceFunction {
    private static final String OWN_PAGES = "/-/";
    private static final Pattern WAITING = Pattern.compile("/[^:]+/(StreamingPull|Pull|Listen|Write)"
            + "|.*:(pull|streamingPull|listen|write)|.*/operations/[^/]+/wait");

    /** A commit may wait for the lock of a transaction whose next call is held, so that waiting has to end. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ReentrantLock holding = new ReentrantLock();
    private Optional<CompletableFuture<Void>> opening = Optional.empty();
    private int underWay;

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        if (context.path().startsWith(OWN_PAGES)) {
            return delegate.serve(context, request);
        }
        boolean counts = !WAITING.matcher(context.path()).matches();
        Optional<CompletableFuture<Void>> held = enter(counts);
        return held.isEmpty()
                ? served(delegate, context, request, counts)
                : HttpResponse.of(held.get()
                        .thenApplyAsync(opened -> servedLater(delegate, context, request), context.eventLoop()));
    }

    /** Does the work between calls: those before it have been answered, those after it see what it did. */
    <T> T hold(Supplier<T> work) {
        holding.lock();
        try {
            shut();
            return work.get();
        } finally {
            open();
            holding.unlock();
        }
    }

    private HttpResponse served(
            HttpService delegate, ServiceRequestContext context, HttpRequest request, boolean counts) throws Exception {
        if (counts) {
            context.log().whenComplete().thenRun(this::leave);
        }
        return delegate.serve(context, request);
    }

    private HttpResponse servedLater(HttpService delegate, ServiceRequestContext context, HttpRequest request) {
        try {
            return serve(delegate, context, request);
        } catch (Exception e) {
            return HttpResponse.ofFailure(e);
        }
    }

    /** @return empty if the call is in, otherwise what tells when to try again */
    private synchronized Optional<CompletableFuture<Void>> enter(boolean counts) {
        if (opening.isEmpty() && counts) {
            underWay++;
        }
        return opening;
    }

    private synchronized void leave() {
        underWay--;
        notifyAll();
    }

    private synchronized void shut() {
        opening = Optional.of(new CompletableFuture<>());
        long deadline = System.nanoTime() + LONGEST_NANOS;
        try {
            for (long left = LONGEST_NANOS; underWay > 0 && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void open() {
        Optional<CompletableFuture<Void>> held;
        synchronized (this) {
            held = opening;
            opening = Optional.empty();
        }
        held.ifPresent(waiting -> waiting.complete(null));
    }
}
