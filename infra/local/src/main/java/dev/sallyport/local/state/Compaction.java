package dev.sallyport.local.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Writes what the journals come to into a snapshot. It reads files that nobody writes any more, so it holds nobody up. */
record Compaction(StateFiles files, SealingKey key) {
    private static final int BATCH_BYTES = 1 << 18;

    /** Puts a snapshot in the place of everything before the journal of this number. */
    void before(long number) throws IOException {
        RecordTable table = Replay.before(number, files, key).table();
        Path aside = StateFiles.aside(files.snapshot(number));
        try (FrameWriter snapshot = FrameWriter.create(aside, new FileHeader(number, 0, key.id()))) {
            write(table, snapshot);
            snapshot.force();
        }
        Files.move(aside, files.snapshot(number), StandardCopyOption.ATOMIC_MOVE);
        files.removeBefore(number);
    }

    private static void write(RecordTable table, FrameWriter snapshot) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long bytes = 0;
        for (Entry.Put record : table.records()) {
            entries.add(record);
            bytes += record.bytes().size();
            if (bytes >= BATCH_BYTES) {
                snapshot.write(Batch.encoded(new Batch.Changes(entries)));
                entries.clear();
                bytes = 0;
            }
        }
        snapshot.write(Batch.encoded(new Batch.Changes(entries)));
    }
}
