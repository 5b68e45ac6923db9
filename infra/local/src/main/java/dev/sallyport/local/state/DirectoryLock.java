package dev.sallyport.local.state;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a directory to one local cloud. The operating system holds the lock and lets it go when the process ends, however
 * it ends; the file says who has it.
 */
final class DirectoryLock implements AutoCloseable {
    /**
     * What this process holds. The operating system would give a process its own lock again, and take it away when any
     * file handle to the lock file is closed.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final RandomAccessFile file;

    private DirectoryLock(Path directory, RandomAccessFile file) {
        this.directory = directory;
        this.file = file;
    }

    /** @throws StateException naming who has it, if another local cloud does */
    static DirectoryLock take(StateFiles files) throws IOException {
        Path directory = files.directory().toRealPath();
        if (!HELD.add(directory)) {
            throw taken(directory, "another local cloud of this process");
        }
        try {
            return new DirectoryLock(directory, locked(directory, files.lock()));
        } catch (IOException | RuntimeException e) {
            HELD.remove(directory);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
        HELD.remove(directory);
    }

    /** The lock lasts as long as the file is open. */
    private static RandomAccessFile locked(Path directory, Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            FileLock lock = file.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false);
            if (lock == null) {
                throw taken(
                        directory,
                        "the local cloud of process " + Files.readString(path).strip());
            }
            file.setLength(0);
            file.write((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static StateException taken(Path directory, String holder) {
        return new StateException(
                directory + ": " + holder + " keeps its state here. Stop that one, or name another directory");
    }
}
