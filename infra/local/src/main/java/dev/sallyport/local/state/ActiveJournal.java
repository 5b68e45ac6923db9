package dev.sallyport.local.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;

/** The journal that is being written. Batches of many threads follow one another in one file, then in the next. */
final class ActiveJournal implements AutoCloseable {
    private final StateFiles files;
    private final String keyId;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock rotation = new ReentrantLock();
    private long number;
    private FrameWriter file;

    ActiveJournal(StateFiles files, String keyId, long number, FrameWriter file) {
        this.files = files;
        this.keyId = keyId;
        this.number = number;
        this.file = file;
    }

    /**
     * @return how large the file has become
     * @throws UncheckedIOException if nothing of the batch was written
     */
    long write(Batch batch) {
        byte[] bytes = Batch.encoded(batch);
        lock.lock();
        try {
            file.write(bytes);
            return file.size();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    files.journal(number) + ": the change could not be written and was not made", e);
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the file that is being written. */
    long size() {
        lock.lock();
        try {
            return file.size();
        } finally {
            lock.unlock();
        }
    }

    /** Does what has to be in one file. */
    void withoutRotation(Runnable work) {
        rotation.lock();
        try {
            work.run();
        } finally {
            rotation.unlock();
        }
    }

    /**
     * Goes on in a new file; writers wait for no more than its making.
     *
     * @return the new file's number
     */
    long rotate() throws IOException {
        rotation.lock();
        lock.lock();
        try {
            FileHeader header = new FileHeader(number + 1, file.nextFrame(), keyId);
            FrameWriter next = FrameWriter.createWhole(files.journal(header.number()), header);
            file.close();
            file = next;
            number = header.number();
            return number;
        } finally {
            lock.unlock();
            rotation.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            file.force();
            file.close();
        } finally {
            lock.unlock();
        }
    }
}
