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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One call: what the log knows of it so far, and what the faults do to it. */
final class WatchedCall implements Intercepted {
    private final WatchedCalls calls;
    private final ServiceRequestContext request;
    private final long begun = System.nanoTime();
    private final Instant time;
    private final String caller;
    private CalledMethod called;
    private List<Strike> strikes = List.of();
    private Optional<LoggedCall.Outcome> outcome = Optional.empty();

    WatchedCall(WatchedCalls calls, ServiceRequestContext request, CalledMethod called, String caller) {
        this.calls = calls;
        this.request = request;
        this.time = calls.clock().instant();
        this.called = called;
        this.caller = caller;
    }

    @Override
    public void understood(MethodDescriptor method, Message message) {
        CalledMethod asked = CalledMethod.of(method, message);
        note(asked, calls.faults().strike(asked));
        faults(Fault.Latency.class)
                .map(Fault.Latency::by)
                .reduce(Duration::plus)
                .ifPresent(this::hold);
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

    /** Only its first end counts. */
    synchronized void ended(int httpStatus, Duration took) {
        if (outcome.isEmpty()) {
            outcome = Optional.of(new LoggedCall.Outcome(httpStatus, took));
        }
    }

    synchronized LoggedCall shown() {
        return new LoggedCall(
                time,
                GrpcCalls.isGrpc(request) ? "grpc" : "rest",
                called,
                calls.projectId(called.project()),
                caller,
                outcome,
                strikes.stream().map(Strike::rule).toList());
    }

    private synchronized void note(CalledMethod asked, List<Strike> struck) {
        called = asked;
        strikes = struck;
    }

    private synchronized <F extends Fault> Stream<F> faults(Class<F> kind) {
        return strikes.stream().map(Strike::fault).filter(kind::isInstance).map(kind::cast);
    }

    /** Until so much time has passed in reality, or the cloud's clock has been moved so far. */
    private void hold(Duration by) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        CloudClock.Scheduled byTheClock = calls.clock().schedule(by, () -> over.complete(null));
        over.completeOnTimeout(null, by.toMillis(), TimeUnit.MILLISECONDS).join();
        byTheClock.cancel();
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
