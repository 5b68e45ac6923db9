package dev.sallyport.local.state;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes batches at the end of one file, each as a whole: what fails half-way is cut off again. Not a channel, for that
 * would close when a thread that writes is interrupted.
 */
final class FrameWriter implements AutoCloseable {
    private final Path file;
    private final RandomAccessFile output;
    private long size;
    private long nextFrame;
    private boolean broken;

    private FrameWriter(Path file, RandomAccessFile output, long size, long nextFrame) {
        this.file = file;
        this.output = output;
        this.size = size;
        this.nextFrame = nextFrame;
    }

    /** A new file. */
    static FrameWriter create(Path file, FileHeader header) throws IOException {
        RandomAccessFile output = new RandomAccessFile(file.toFile(), "rw");
        try {
            output.setLength(0);
            output.write(header.encoded());
            return new FrameWriter(file, output, FileHeader.BYTES, header.firstFrame());
        } catch (IOException e) {
            output.close();
            throw e;
        }
    }

    /** A new file that is there with its header or not at all. */
    static FrameWriter createWhole(Path file, FileHeader header) throws IOException {
        Path aside = StateFiles.aside(file);
        create(aside, header).close();
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        return append(file, FileHeader.BYTES, header.firstFrame());
    }

    /** Goes on after so many bytes of a file; what follows them goes. */
    static FrameWriter append(Path file, long size, long nextFrame) throws IOException {
        RandomAccessFile output = new RandomAccessFile(file.toFile(), "rw");
        try {
            output.setLength(size);
            output.seek(size);
            return new FrameWriter(file, output, size, nextFrame);
        } catch (IOException e) {
            output.close();
            throw e;
        }
    }

    long size() {
        return size;
    }

    long nextFrame() {
        return nextFrame;
    }

    /** @throws IOException if it was not written; then nothing of it is there */
    void write(byte[] batch) throws IOException {
        if (broken) {
            throw new IOException(file + ": takes no more changes since one could be neither written nor taken back");
        }
        byte[] frame = Frame.of(nextFrame, batch);
        try {
            output.write(frame);
        } catch (IOException e) {
            takeBack();
            throw e;
        }
        size += frame.length;
        nextFrame++;
    }

    /** Returns when all that was written outlives a power failure, too. */
    void force() throws IOException {
        output.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        output.close();
    }

    private void takeBack() {
        try {
            output.setLength(size);
            output.seek(size);
        } catch (IOException e) {
            broken = true;
        }
    }
}
