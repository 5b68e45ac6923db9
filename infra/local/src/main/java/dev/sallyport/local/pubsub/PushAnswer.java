package dev.sallyport.local.pubsub;

import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Finds the status an endpoint answers with, as soon as its headers are there; the body is passed over. The
 * informational 102 is an answer already, other informational ones are not. No answer at all is status 0.
 */
final class PushAnswer implements Subscriber<HttpObject> {
    private final CompletableFuture<HttpStatus> status = new CompletableFuture<>();

    CompletableFuture<HttpStatus> status() {
        return status;
    }

    @Override
    public void onSubscribe(Subscription response) {
        response.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject part) {
        if (part instanceof ResponseHeaders headers && isAnswer(headers.status())) {
            status.complete(headers.status());
        }
    }

    @Override
    public void onError(Throwable unreachable) {
        status.complete(HttpStatus.UNKNOWN);
    }

    @Override
    public void onComplete() {
        status.complete(HttpStatus.UNKNOWN);
    }

    private static boolean isAnswer(HttpStatus status) {
        return !status.isInformational() || status.equals(HttpStatus.PROCESSING);
    }
}
