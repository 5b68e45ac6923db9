package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.StreamingPullRequest;

/** How much a stream's client wants to have unacknowledged at a time; what is not positive is no limit. */
record FlowControl(long maxMessages, long maxBytes) {
    static FlowControl of(StreamingPullRequest first) {
        return new FlowControl(
                unlimitedIfZero(first.getMaxOutstandingMessages()), unlimitedIfZero(first.getMaxOutstandingBytes()));
    }

    private static long unlimitedIfZero(long limit) {
        return limit <= 0 ? Long.MAX_VALUE : limit;
    }
}
