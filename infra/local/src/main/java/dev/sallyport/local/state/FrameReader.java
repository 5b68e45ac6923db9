package dev.sallyport.local.state;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads the batches of one file from beginning to end. */
final class FrameReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final long size;
    private final InputStream input;
    private final FileHeader header;
    private long offset = FileHeader.BYTES;
    private long nextFrame;

    private FrameReader(Path file, long size, InputStream input) throws IOException {
        this.file = file;
        this.size = size;
        this.input = input;
        this.header = FileHeader.decoded(file, input.readNBytes(FileHeader.BYTES));
        this.nextFrame = header.firstFrame();
    }

    /** @throws StateException if the file is none of the local cloud's */
    static FrameReader open(Path file) throws IOException {
        long size = Files.size(file);
        if (size < FileHeader.BYTES) {
            throw StateFiles.damaged(file, size, "the header is incomplete");
        }
        InputStream input = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            return new FrameReader(file, size, input);
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    FileHeader header() {
        return header;
    }

    /** Where the next frame begins; after the last one, where the file ends or a write was cut off. */
    long offset() {
        return offset;
    }

    /** Number of the next frame. */
    long nextFrame() {
        return nextFrame;
    }

    /** How many bytes follow the last frame, of a write that was cut off. */
    long tornBytes() {
        return size - offset;
    }

    /**
     * The next batch; empty at the end and where a write was cut off.
     *
     * @throws StateException if the file is damaged
     */
    Optional<Batch> next() throws IOException {
        if (size - offset < Frame.HEADER_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = input.readNBytes(Frame.HEADER_BYTES);
        Frame.Header frame = Frame.Header.of(bytes);
        if (!frame.isIntact()) {
            return cutOffOrDamaged(bytes);
        }
        if (frame.number() != nextFrame) {
            throw damaged("found batch " + frame.number() + " where batch " + nextFrame + " belongs");
        }
        if (size - offset - Frame.HEADER_BYTES < frame.length()) {
            return Optional.empty();
        }
        Batch batch = batch(frame);
        offset += Frame.HEADER_BYTES + frame.length();
        nextFrame++;
        return Optional.of(batch);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private Batch batch(Frame.Header frame) throws IOException {
        byte[] bytes = input.readNBytes(frame.length());
        if (bytes.length < frame.length() || !frame.fits(bytes)) {
            throw damaged("the checksum of batch " + frame.number() + " does not match");
        }
        try {
            return Batch.decoded(bytes);
        } catch (IOException e) {
            throw damaged("batch " + frame.number() + " cannot be read: " + e.getMessage());
        }
    }

    /** When the power fails, a file system may have lengthened a file by zeros that were to become a write. */
    private Optional<Batch> cutOffOrDamaged(byte[] header) throws IOException {
        boolean onlyZeros = isZero(header);
        byte[] rest = new byte[BUFFER_BYTES];
        for (int read = input.read(rest); onlyZeros && read > 0; read = input.read(rest)) {
            onlyZeros = isZero(Arrays.copyOf(rest, read));
        }
        if (onlyZeros) {
            return Optional.empty();
        }
        throw damaged("the checksum of the header of batch " + nextFrame + " does not match");
    }

    private static boolean isZero(byte[] bytes) {
        for (byte found : bytes) {
            if (found != 0) {
                return false;
            }
        }
        return true;
    }

    private StateException damaged(String what) {
        return StateFiles.damaged(file, offset, what);
    }
}
