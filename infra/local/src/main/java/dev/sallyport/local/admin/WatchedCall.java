package dev.sallyport.local.admin;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.api.CallInterceptor.Intercepted;
import dev.sallyport.local.time.CloudClock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** One call while it is served, and what the faults do to it. */
final class WatchedCall implements Intercepted {
    private final WatchedCalls calls;
    private final ServiceRequestContext request;
    private final long begun = System.nanoTime();
    private final CallRecord record;
    private final AtomicBoolean told = new AtomicBoolean();
    private List<Strike> strikes = List.of();
    private CallFate fate = new CallFate.Pass();
    private Optional<DirectedCall> directed = Optional.empty();

    WatchedCall(WatchedCalls calls, ServiceRequestContext request, CallRecord record) {
        this.calls = calls;
        this.request = request;
        this.record = record;
    }

    /** Waits out the delays on the thread that it is called on. */
    @Override
    public void understood(MethodDescriptor method, Message message) {
        strike(method, message).join();
        failIfStruck();
    }

    /** Takes down what is asked for, and returns what is over when the call is to go on. */
    CompletableFuture<Void> strike(MethodDescriptor method, Message message) {
        CalledMethod asked = CalledMethod.of(method, message);
        calls.count(asked);
        List<Strike> struck = calls.faults().strike(asked);
        record.understood(asked, struck.stream().map(Strike::rule).toList());
        note(struck);
        Duration delay = faults(Fault.Latency.class).map(Fault.Latency::by).reduce(Duration.ZERO, Duration::plus);
        CompletableFuture<Void> directed = direct(asked, message);
        return delay.isZero() ? directed : CompletableFuture.allOf(held(delay), directed);
    }

    /** Over when it is decided what becomes of the call. */
    private CompletableFuture<Void> direct(CalledMethod asked, Message message) {
        int port = request.localAddress().getPort();
        DirectedCall call = new DirectedCall(port, asked.service(), asked.method(), asked.resource(), message);
        CompletableFuture<CallFate> decided = calls.director().understood(call).toCompletableFuture();
        if (decided.isDone()) {
            note(call, decided.join());
            return CompletableFuture.completedFuture(null);
        }
        return decided.thenAcceptAsync(fate -> note(call, fate), request.blockingTaskExecutor());
    }

    /** Over when so much time has passed in reality, or the cloud's clock has been moved so far. */
    CompletableFuture<Void> held(Duration by) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        CloudClock.Scheduled byTheClock = calls.clock().schedule(by, () -> over.complete(null));
        return over.completeOnTimeout(null, by.toMillis(), TimeUnit.MILLISECONDS)
                .thenRunAsync(byTheClock::cancel, request.blockingTaskExecutor());
    }

    /**
     * @throws dev.sallyport.local.api.ApiException if a rule says that the call fails
     */
    void failIfStruck() {
        faults(Fault.Failure.class).findFirst().ifPresent(failure -> {
            throw failure.exception();
        });
        if (fate() instanceof CallFate.Refuse refuse) {
            throw refuse.exception();
        }
    }

    @Override
    public void answered(int httpStatus) {
        tell(httpStatus);
        ended(httpStatus, Duration.ofNanos(System.nanoTime() - begun));
        if (isToLoseItsAnswer()) {
            cutConnection();
        }
    }

    boolean isToLoseItsAnswer() {
        return fate() instanceof CallFate.LoseAnswer
                || faults(Fault.LostAnswer.class).findAny().isPresent();
    }

    void ended(int httpStatus, Duration took) {
        record.ended(httpStatus, took);
    }

    private synchronized void note(List<Strike> struck) {
        strikes = struck;
    }

    private synchronized void note(DirectedCall call, CallFate decided) {
        directed = Optional.of(call);
        fate = decided;
    }

    private synchronized CallFate fate() {
        return fate;
    }

    /** Once only: a call whose answer is kept back ends with its message and with its trailers. */
    private void tell(int httpStatus) {
        Optional<DirectedCall> call;
        synchronized (this) {
            call = directed;
        }
        if (call.isPresent() && told.compareAndSet(false, true)) {
            calls.director().ended(call.get(), httpStatus);
        }
    }

    private synchronized <F extends Fault> Stream<F> faults(Class<F> kind) {
        return strikes.stream().map(Strike::fault).filter(kind::isInstance).map(kind::cast);
    }

    /** Below all protocols: HTTP/2 would say goodbye and let the calls under way come to their end. */
    private void cutConnection() {
        Channel connection =
                request.log().ensureAvailable(RequestLogProperty.SESSION).channel();
        ChannelHandlerContext lowest =
                connection == null ? null : connection.pipeline().firstContext();
        if (lowest != null) {
            lowest.close();
        }
    }
}
