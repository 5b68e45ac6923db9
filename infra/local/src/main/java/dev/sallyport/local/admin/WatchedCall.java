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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One call while it is served, and what the faults do to it. */
final class WatchedCall implements Intercepted {
    private final WatchedCalls calls;
    private final ServiceRequestContext request;
    private final long begun = System.nanoTime();
    private final CallRecord record;
    private List<Strike> strikes = List.of();

    WatchedCall(WatchedCalls calls, ServiceRequestContext request, CallRecord record) {
        this.calls = calls;
        this.request = request;
        this.record = record;
    }

    /** Waits out the delays on the thread that it is called on. */
    @Override
    public void understood(MethodDescriptor method, Message message) {
        Duration delay = strike(method, message);
        if (!delay.isZero()) {
            held(delay).join();
        }
        failIfStruck();
    }

    /** Takes down what is asked for, and returns for how long the call is to be held before it goes on. */
    Duration strike(MethodDescriptor method, Message message) {
        CalledMethod asked = CalledMethod.of(method, message);
        calls.count(asked);
        List<Strike> struck = calls.faults().strike(asked);
        record.understood(asked, struck.stream().map(Strike::rule).toList());
        note(struck);
        return faults(Fault.Latency.class).map(Fault.Latency::by).reduce(Duration.ZERO, Duration::plus);
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
    }

    @Override
    public void answered(int httpStatus) {
        ended(httpStatus, Duration.ofNanos(System.nanoTime() - begun));
        if (isToLoseItsAnswer()) {
            cutConnection();
        }
    }

    boolean isToLoseItsAnswer() {
        return faults(Fault.LostAnswer.class).findAny().isPresent();
    }

    void ended(int httpStatus, Duration took) {
        record.ended(httpStatus, took);
    }

    private synchronized void note(List<Strike> struck) {
        strikes = struck;
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
