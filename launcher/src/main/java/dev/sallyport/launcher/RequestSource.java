package dev.sallyport.launcher;

import dev.sallyport.launcher.Surroundings.Output;
import dev.sallyport.request.Fault;
import dev.sallyport.request.RequestReader;
import dev.sallyport.request.RequestReading;
import dev.sallyport.request.RequestReading.Accepted;
import dev.sallyport.request.RequestReading.Faulty;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A request as the command line names it: a file, or {@code -} for standard input. */
final class RequestSource {
    /** What a message of Pub/Sub may hold; the reader says how much less a request may have. */
    private static final int MOST_BYTES = 10_000_000;

    private final String name;
    private final InputStream standardInput;

    RequestSource(String name, InputStream standardInput) {
        this.name = name;
        this.standardInput = standardInput;
    }

    /**
     * Reads and checks the request. Faults are printed, one to a line: file, JSON pointer, what is wrong, what would be
     * right.
     *
     * @return empty if the request has faults
     * @throws BadInput if there is nothing to read
     */
    Optional<Accepted> check(Output faults) {
        RequestReading reading = new RequestReader().read(bytes());
        if (reading instanceof Faulty faulty) {
            faulty.faults().forEach(fault -> faults.line(line(fault)));
            return Optional.empty();
        }
        return Optional.of((Accepted) reading);
    }

    private String line(Fault fault) {
        String place = fault.pointer().isEmpty() ? "" : " " + fault.pointer() + ":";
        return shownName() + ":" + place + " " + fault.problem() + " (expected: " + fault.expected() + ")";
    }

    private byte[] bytes() {
        try (InputStream content = open()) {
            byte[] bytes = content.readNBytes(MOST_BYTES);
            if (content.read() >= 0) {
                throw new BadInput(shownName() + ": has more than 10 MB (expected: a request, of 256 KiB at most)");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new BadInput(name + ": there is no such file (expected: a request, such as examples/lab.json)");
        } catch (AccessDeniedException e) {
            throw new BadInput(name + ": may not be read (expected: a readable file)");
        } catch (IOException | InvalidPathException e) {
            throw new BadInput(shownName() + ": cannot be read: " + e.getMessage() + " (expected: a readable file)");
        }
    }

    private InputStream open() throws IOException {
        if (name.isBlank()) {
            throw new BadInput("the request's name is empty (expected: a file, or - for standard input)");
        }
        return name.equals("-") ? standardInput : Files.newInputStream(Path.of(name));
    }

    private String shownName() {
        return name.equals("-") ? "standard input" : name;
    }
}
