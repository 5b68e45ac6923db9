package dev.sallyport.local.state;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is written in one go, and so is there as a whole or not at all. */
sealed interface Batch {
    /** Changes, in order. */
    record Changes(List<Entry> entries) implements Batch {}

    /**
     * From now on there is of these projects what the entries say and nothing else, with all services. What follows up to
     * {@link Replaced} only carries this out.
     *
     * @param projects none for all
     */
    record Replacement(List<String> projects, List<Entry> entries) implements Batch {}

    /** The replacement before has been carried out. */
    record Replaced() implements Batch {}

    /** The first byte of a batch, and of an entry. */
    final class Tag {
        static final int CHANGES = 1;
        static final int REPLACEMENT = 2;
        static final int REPLACED = 3;

        static final int PUT = 1;
        static final int PUT_SEALED = 2;
        static final int REMOVE = 3;

        private Tag() {}
    }

    static byte[] encoded(Batch batch) {
        ByteString.Output bytes = ByteString.newOutput(256);
        try {
            CodedOutputStream output = CodedOutputStream.newInstance(bytes);
            write(batch, output);
            output.flush();
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every byte", e);
        }
        return bytes.toByteString().toByteArray();
    }

    /** @throws IOException if these are not the bytes of a batch */
    static Batch decoded(byte[] bytes) throws IOException {
        CodedInputStream input = CodedInputStream.newInstance(bytes);
        input.setSizeLimit(Integer.MAX_VALUE);
        int tag = input.readRawByte();
        return switch (tag) {
            case Tag.CHANGES -> new Changes(readEntries(input));
            case Tag.REPLACEMENT -> new Replacement(readTexts(input), readEntries(input));
            case Tag.REPLACED -> new Replaced();
            default -> throw new IOException("a batch of the unknown kind " + tag);
        };
    }

    private static void write(Batch batch, CodedOutputStream output) throws IOException {
        if (batch instanceof Changes changes) {
            output.writeRawByte(Tag.CHANGES);
            writeEntries(changes.entries(), output);
        } else if (batch instanceof Replacement replacement) {
            output.writeRawByte(Tag.REPLACEMENT);
            output.writeUInt32NoTag(replacement.projects().size());
            for (String project : replacement.projects()) {
                output.writeStringNoTag(project);
            }
            writeEntries(replacement.entries(), output);
        } else {
            output.writeRawByte(Tag.REPLACED);
        }
    }

    private static void writeEntries(List<Entry> entries, CodedOutputStream output) throws IOException {
        output.writeUInt32NoTag(entries.size());
        for (Entry entry : entries) {
            writeEntry(entry, output);
        }
    }

    private static void writeEntry(Entry entry, CodedOutputStream output) throws IOException {
        Entry.Put put = entry instanceof Entry.Put found ? found : null;
        output.writeRawByte(put == null ? Tag.REMOVE : put.isSealed() ? Tag.PUT_SEALED : Tag.PUT);
        output.writeStringNoTag(entry.address().keeper());
        output.writeStringNoTag(entry.address().project());
        output.writeStringNoTag(entry.address().key());
        if (put != null) {
            output.writeBytesNoTag(put.bytes());
        }
    }

    private static List<String> readTexts(CodedInputStream input) throws IOException {
        int count = input.readUInt32();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(input.readString());
        }
        return texts;
    }

    private static List<Entry> readEntries(CodedInputStream input) throws IOException {
        int count = input.readUInt32();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(readEntry(input));
        }
        return entries;
    }

    private static Entry readEntry(CodedInputStream input) throws IOException {
        int tag = input.readRawByte();
        Address address = new Address(input.readString(), input.readString(), input.readString());
        return switch (tag) {
            case Tag.PUT -> new Entry.Put(address, false, input.readBytes());
            case Tag.PUT_SEALED -> new Entry.Put(address, true, input.readBytes());
            case Tag.REMOVE -> new Entry.Remove(address);
            default -> throw new IOException("an entry of the unknown kind " + tag);
        };
    }
}
