package dev.sallyport.local.firestore;

import com.google.firestore.v1.Target;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** Up to when a listener knows a target's documents. */
record ResumeToken(Instant time) {
    static Optional<ResumeToken> of(Target target) {
        return switch (target.getResumeTypeCase()) {
            case RESUME_TOKEN ->
                target.getResumeToken().isEmpty() ? Optional.empty() : Optional.of(parse(target.getResumeToken()));
            case READ_TIME -> Optional.of(new ResumeToken(ProtoTime.instant(target.getReadTime())));
            case RESUMETYPE_NOT_SET -> Optional.empty();
        };
    }

    ByteString bytes() {
        return ProtoTime.of(time).toByteString();
    }

    private static ResumeToken parse(ByteString token) {
        try {
            return new ResumeToken(ProtoTime.instant(Timestamp.parseFrom(token)));
        } catch (InvalidProtocolBufferException e) {
            throw FirestoreException.invalid("resume_token: not one of this service's");
        }
    }
}
