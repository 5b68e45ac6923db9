package dev.sallyport.local.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the files of a directory come to.
 *
 * @param tail the end of the last journal; empty if there is no journal yet
 */
record Replay(RecordTable table, Optional<Tail> tail) {
    /**
     * Where to go on writing.
     *
     * @param journal number of the last journal
     * @param size its intact bytes
     * @param tornBytes what follows them, of a write that was cut off
     * @param nextFrame number of the next frame
     */
    record Tail(long journal, long size, long tornBytes, long nextFrame) {}

    /** @throws StateException if a file is damaged, missing, of another version or sealed by another key */
    static Replay all(StateFiles files, SealingKey key) throws IOException {
        return before(Long.MAX_VALUE, files, key);
    }

    /** Of the journals only those before the one of this number. */
    static Replay before(long end, StateFiles files, SealingKey key) throws IOException {
        RecordTable table = new RecordTable();
        long first = files.newestSnapshot().orElse(1);
        if (files.newestSnapshot().isPresent()) {
            Tail snapshot = read(files.snapshot(first), first, Optional.empty(), key, table);
            checkComplete(files.snapshot(first), snapshot);
        }
        Optional<Tail> tail = Optional.empty();
        List<Long> journals = files.journalsFrom(first);
        for (int i = 0; i < journals.size() && journals.get(i) < end; i++) {
            long number = journals.get(i);
            if (number != first + i) {
                throw missing(files.journal(first + i));
            }
            tail.ifPresent(before -> checkComplete(files.journal(before.journal()), before));
            tail = Optional.of(read(files.journal(number), number, tail, key, table));
        }
        if (tail.isEmpty() && files.newestSnapshot().isPresent()) {
            throw missing(files.journal(first));
        }
        table.complete();
        return new Replay(table, tail);
    }

    private static Tail read(Path file, long number, Optional<Tail> before, SealingKey key, RecordTable table)
            throws IOException {
        try (FrameReader reader = FrameReader.open(file)) {
            check(file, number, reader.header(), key);
            before.ifPresent(tail -> checkFollows(file, tail, reader.header()));
            for (Optional<Batch> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
                table.apply(batch.get());
            }
            return new Tail(number, reader.offset(), reader.tornBytes(), reader.nextFrame());
        }
    }

    private static void check(Path file, long number, FileHeader header, SealingKey key) {
        if (header.number() != number) {
            throw new StateException(
                    file + ": is number " + header.number() + " by its header; it has been renamed. Name it as it was");
        }
        if (!header.keyId().equals(key.id())) {
            throw new StateException(file + ": is sealed with the key " + header.keyId()
                    + ", the file key beside it is " + key.id() + ". Put the right file key back");
        }
    }

    private static void checkFollows(Path file, Tail before, FileHeader header) {
        if (header.firstFrame() != before.nextFrame()) {
            throw StateFiles.damaged(
                    file, 0, "begins with batch " + header.firstFrame() + ", expected " + before.nextFrame());
        }
    }

    /** Only the last file can have been cut off by the end of a process. */
    private static void checkComplete(Path file, Tail tail) {
        if (tail.tornBytes() > 0) {
            throw StateFiles.damaged(file, tail.size(), "the last batch is incomplete");
        }
    }

    private static StateException missing(Path file) {
        return new StateException(file + ": is missing. Put it back; the files of a state directory belong together");
    }
}
