package dev.sallyport.local.state;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;

/** How a value is written into a record, and read from one. */
public interface Form<V> {
    ByteString written(V value);

    /** @throws StateException if these are not the bytes of such a value */
    V read(ByteString bytes);

    static StateException unreadable(String expected, Exception cause) {
        return new StateException("a record does not hold what belongs there (expected: " + expected + ")", cause);
    }

    static <M extends Message> Form<M> of(Parser<M> parser) {
        return new Form<>() {
            @Override
            public ByteString written(M value) {
                return value.toByteString();
            }

            @Override
            public M read(ByteString bytes) {
                try {
                    return parser.parseFrom(bytes);
                } catch (InvalidProtocolBufferException e) {
                    throw unreadable("a message of the service", e);
                }
            }
        };
    }
}
