package dev.sallyport.local.pubsub;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;

/** The errors Pub/Sub answers with, in Google's words where these are known. */
final class PubSubError {
    private PubSubError() {}

    static StatusRuntimeException notFound(String name) {
        return Status.NOT_FOUND
                .withDescription("Resource not found (resource=" + ResourceNames.idOf(name) + ").")
                .asRuntimeException();
    }

    static StatusRuntimeException alreadyExists(String name) {
        return Status.ALREADY_EXISTS
                .withDescription("Resource already exists in the project (resource=" + ResourceNames.idOf(name) + ").")
                .asRuntimeException();
    }

    static StatusRuntimeException invalid(String message) {
        return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
    }

    static StatusRuntimeException invalidName(String name) {
        return invalid(
                "Invalid resource name given (name=" + name
                        + "). Refer to https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names for more information.");
    }

    static StatusRuntimeException invalidAckId(String ackId) {
        return invalid("You have passed an invalid ack ID to the service (ack_id=" + ackId + ").");
    }

    /** What Google Cloud answers with exactly-once delivery on, with a reason for each ack id that clients read. */
    static StatusRuntimeException expiredAckIds(List<String> ackIds) {
        ErrorInfo.Builder info =
                ErrorInfo.newBuilder().setReason("EXACTLY_ONCE_ACKID_FAILURE").setDomain("pubsub.googleapis.com");
        ackIds.forEach(ackId -> info.putMetadata(ackId, "PERMANENT_FAILURE_INVALID_ACK_ID"));
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.INVALID_ARGUMENT.value())
                .setMessage("Some acknowledgement ids in the request were invalid. This could be because the"
                        + " acknowledgement ids have expired or the acknowledgement ids were malformed.")
                .addDetails(Any.pack(info.build()))
                .build());
    }

    static StatusRuntimeException failedPrecondition(String message) {
        return Status.FAILED_PRECONDITION.withDescription(message).asRuntimeException();
    }

    static StatusRuntimeException detached(String subscription) {
        return failedPrecondition(
                "The subscription is detached from its topic (resource=" + ResourceNames.idOf(subscription) + ").");
    }

    static StatusRuntimeException notEmulated(String what) {
        return Status.UNIMPLEMENTED
                .withDescription(what + " is not emulated by the local Pub/Sub.")
                .asRuntimeException();
    }

    static StatusRuntimeException closing() {
        return Status.UNAVAILABLE
                .withDescription("The local Pub/Sub is closing.")
                .asRuntimeException();
    }

    /** A client that is told so comes back by itself. */
    static StatusRuntimeException replaced(String subscription) {
        return Status.UNAVAILABLE
                .withDescription("The state of the project was replaced (resource=" + ResourceNames.idOf(subscription)
                        + "). Try again.")
                .asRuntimeException();
    }

    static StatusRuntimeException tooSmall(String field, String value, String minimum) {
        return invalid(beyond(field, "small", value, "minimum", minimum));
    }

    /** Refuses a number of delivery attempts, for which Google has a code of its own. */
    static StatusRuntimeException attemptsOutOfRange(int attempts, int minimum, int maximum) {
        String message = attempts < minimum
                ? beyond("max_delivery_attempts", "small", attempts, "minimum", minimum)
                : beyond("max_delivery_attempts", "large", attempts, "maximum", maximum);
        return Status.OUT_OF_RANGE.withDescription(message).asRuntimeException();
    }

    /** Refuses a value that is out of its bounds (both inclusive). */
    static void requireWithin(String field, long value, long minimum, long maximum) {
        if (value < minimum) {
            throw invalid(beyond(field, "small", value, "minimum", minimum));
        }
        if (value > maximum) {
            throw invalid(beyond(field, "large", value, "maximum", maximum));
        }
    }

    private static String beyond(String field, String how, Object value, String bound, Object limit) {
        return "The value for " + field + " is too " + how + ". You passed " + value + " in the request, but the "
                + bound + " value is " + limit + ".";
    }
}
