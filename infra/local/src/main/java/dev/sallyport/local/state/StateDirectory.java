package dev.sallyport.local.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A directory that keeps the state of a local cloud: a snapshot, the journal of what happened since, the key that seals
 * secrets, and a lock. Every change is with the operating system before {@link Journal#write} returns, so that it
 * outlives the process; a power failure may lose the last seconds.
 *
 * <pre>{@code
 * try (StateDirectory directory = StateDirectory.open(path)) {
 *     directory.attach(keepers);
 *     directory.ready();
 *     ...
 * }
 * }</pre>
 */
public final class StateDirectory implements AutoCloseable {
    private static final Logger LOG = System.getLogger(StateDirectory.class.getName());

    /** A journal shorter than this is not worth a snapshot while it is being written. */
    private static final long SHORT_JOURNAL_BYTES = 16L << 20;

    private static final long COMPACTION_MINUTES = 5;

    private final StateFiles files;
    private final SealingKey key;
    private final DirectoryLock lock;
    private final ActiveJournal journal;
    private final ExecutorService compactor = Executors.newSingleThreadExecutor(StateDirectory::compactorThread);
    private final AtomicBoolean compacting = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long compactAtBytes;
    private final Map<String, List<StateRecord>> loaded;

    private StateDirectory(StateFiles files, SealingKey key, DirectoryLock lock) throws IOException {
        this.files = files;
        this.key = key;
        this.lock = lock;
        Replay replay = Replay.all(files, key);
        loaded = opened(replay.table(), key);
        journal = journal(files, key, replay.tail());
        long snapshot = files.newestSnapshot().orElse(0);
        files.removeBefore(snapshot);
        compactAtBytes = compactAtBytes(files, snapshot);
    }

    /**
     * Reads all there is, and takes the directory for this local cloud alone; makes it if there is none.
     *
     * @throws StateException if it belongs to a running local cloud, is damaged, or not a state directory
     */
    public static StateDirectory open(Path directory) {
        StateFiles files = new StateFiles(directory.toAbsolutePath().normalize());
        try {
            prepare(files);
            DirectoryLock lock = DirectoryLock.take(files);
            try {
                return new StateDirectory(files, SealingKey.in(files.key()), lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(files.directory() + ": the state cannot be read", e);
        }
    }

    /**
     * Gives each of these keepers what it remembers, then its journal. May be called once more for other keepers; then
     * comes {@link #ready}.
     */
    public void attach(Collection<? extends Keeper> keepers) {
        for (Keeper keeper : keepers) {
            List<StateRecord> records = loaded.remove(keeper.name());
            keeper.load(records == null ? List.of() : records);
        }
        keepers.forEach(keeper -> keeper.journal(changes -> write(keeper.name(), changes)));
    }

    /**
     * Says that all keepers are attached.
     *
     * @throws StateException if something is remembered of one that is not
     */
    public void ready() {
        if (!loaded.isEmpty()) {
            throw new StateException(files.directory() + ": holds records of " + String.join(", ", loaded.keySet())
                    + ", which this local cloud does not have."
                    + " Use the local cloud that wrote them, or another directory");
        }
        if (journal.size() > FileHeader.BYTES && !compacting.getAndSet(true)) {
            startCompaction();
        }
    }

    /** Where it is. */
    Path path() {
        return files.directory();
    }

    /** What seals the secrets of this directory. */
    public SealingKey key() {
        return key;
    }

    /**
     * Notes a replacement over several keepers before it is carried out, and carries it out: a process that dies on the
     * way comes back with all of it.
     *
     * @param projects whose records are replaced; none for all
     */
    void replace(List<String> projects, List<Entry> records, Runnable carryOut) {
        journal.withoutRotation(() -> {
            journal.write(new Batch.Replacement(projects, records));
            try {
                carryOut.run();
            } finally {
                journal.write(new Batch.Replaced());
            }
        });
    }

    /** Leaves a snapshot and an empty journal, and lets go of the directory. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            awaitCompaction();
            if (journal.size() > FileHeader.BYTES) {
                compact();
            }
            journal.close();
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    files.directory() + ": the state could not be put in order; nothing of it is lost", e);
        }
    }

    private void write(String keeper, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<Entry> entries = new ArrayList<>(changes.size());
        for (Change change : changes) {
            entries.add(Entry.of(keeper, change, key));
        }
        long size = journal.write(new Batch.Changes(entries));
        if (size > compactAtBytes && !compacting.getAndSet(true)) {
            startCompaction();
        }
    }

    private void startCompaction() {
        try {
            compactor.execute(this::compactInBackground);
        } catch (RejectedExecutionException e) {
            // It is being closed, which compacts.
        }
    }

    /** A failure costs nothing but space: the files from before are all still there. */
    private void compactInBackground() {
        try {
            compact();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, files.directory() + ": the journal could not be compacted; it goes on growing", e);
        } finally {
            compacting.set(false);
        }
    }

    private void compact() throws IOException {
        long number = journal.rotate();
        new Compaction(files, key).before(number);
        compactAtBytes = compactAtBytes(files, number);
    }

    private void awaitCompaction() {
        compactor.shutdown();
        try {
            if (!compactor.awaitTermination(COMPACTION_MINUTES, TimeUnit.MINUTES)) {
                throw new StateException(files.directory() + ": the journal is still being compacted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A journal as long as the snapshot costs each change no more than a constant in the long run. */
    private static long compactAtBytes(StateFiles files, long number) throws IOException {
        Path snapshot = files.snapshot(number);
        return Math.max(SHORT_JOURNAL_BYTES, Files.exists(snapshot) ? Files.size(snapshot) : 0);
    }

    private static void prepare(StateFiles files) throws IOException {
        Path directory = files.directory();
        if (!Files.exists(directory)) {
            Files.createDirectories(directory);
            return;
        }
        if (!Files.isDirectory(directory)) {
            throw new StateException(directory + ": is not a directory");
        }
        if (!Files.exists(files.key()) && !files.holdsNothingElse()) {
            throw new StateException(directory + ": holds other things than a local cloud's state, or has lost its key."
                    + " Name an empty directory, or put the file key back");
        }
    }

    private static ActiveJournal journal(StateFiles files, SealingKey key, Optional<Replay.Tail> tail)
            throws IOException {
        if (tail.isEmpty()) {
            FileHeader header = new FileHeader(1, 0, key.id());
            return new ActiveJournal(files, key.id(), 1, FrameWriter.createWhole(files.journal(1), header));
        }
        Replay.Tail last = tail.get();
        Path file = files.journal(last.journal());
        if (last.tornBytes() > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0}: the last write was cut off when the process ended. Its {1} bytes at byte {2} are removed;"
                            + " nobody was told that the change was made",
                    file,
                    String.valueOf(last.tornBytes()),
                    String.valueOf(last.size()));
        }
        FrameWriter writer = FrameWriter.append(file, last.size(), last.nextFrame());
        return new ActiveJournal(files, key.id(), last.journal(), writer);
    }

    private static Map<String, List<StateRecord>> opened(RecordTable table, SealingKey key) {
        Map<String, List<StateRecord>> opened = new HashMap<>();
        for (Entry.Put record : table.records()) {
            opened.computeIfAbsent(record.address().keeper(), keeper -> new ArrayList<>())
                    .add(Entry.opened(record, key));
        }
        return opened;
    }

    private static Thread compactorThread(Runnable work) {
        Thread thread = new Thread(work, "state-compactor");
        thread.setDaemon(true);
        return thread;
    }
}
