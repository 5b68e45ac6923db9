package dev.sallyport.local.compute;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/** Fingerprints: eight opaque bytes that change when the content does. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(Message content) {
        return of(serialized(content));
    }

    /** The label fingerprint: of the labels alone. */
    static String ofLabels(Message resource) {
        FieldDescriptor labels = resource.getDescriptorForType().findFieldByName("labels");
        Message.Builder alone = resource.newBuilderForType();
        if (labels != null) {
            alone.setField(labels, resource.getField(labels));
        }
        return of(alone.build());
    }

    private static String of(byte[] bytes) {
        CRC32 digest = new CRC32();
        digest.update(bytes);
        long high = digest.getValue();
        digest.update(bytes.length);
        return Base64.getUrlEncoder()
                .encodeToString(ByteBuffer.allocate(8)
                        .putInt((int) high)
                        .putInt((int) digest.getValue())
                        .array());
    }

    /** Maps in one order, so that equal content has equal bytes. */
    private static byte[] serialized(Message content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream stream = CodedOutputStream.newInstance(bytes);
        stream.useDeterministicSerialization();
        try {
            content.writeTo(stream);
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
