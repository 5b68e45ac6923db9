package dev.sallyport.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A local cloud in a process of its own, as the script {@code sallyport} starts it. What Linux says of the process is 0
 * elsewhere.
 */
final class CloudProcess implements AutoCloseable {
    /** Fields 14 and 15 of /proc/PID/stat, counted behind the command's name; see proc(5). */
    private static final Pattern TIMES = Pattern.compile("^.*\\) (?:\\S+ ){11}(\\d+) (\\d+) ");

    private static final double TICKS_PER_SECOND = 100;

    private static final List<String> UP = List.of("local", "up", "--port", "0", "--internet-port", "0");

    private final List<String> command;
    private final Process process;
    private final BufferedReader output;

    private CloudProcess(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts the script that lies in the current folder.
     *
     * @throws UncheckedIOException if there is none
     */
    static CloudProcess start(String... arguments) {
        return start(Map.of(), List.of(arguments));
    }

    /** Starts it on free ports, with more variables in its environment; when it is ready it says so by a line. */
    static CloudProcess up(Map<String, String> environment) {
        return start(environment, UP);
    }

    private static CloudProcess start(Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of("sallyport").toAbsolutePath().toString());
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
            builder.environment().putAll(environment);
            return new CloudProcess(command, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("the local cloud did not start", e);
        }
    }

    /** Starts it on free ports, with more options if any; when it is ready it says so by a line. */
    static CloudProcess up(String... options) {
        List<String> arguments = new ArrayList<>(UP);
        arguments.addAll(List.of(options));
        return start(arguments.toArray(String[]::new));
    }

    /**
     * What it writes on standard output up to a line, that line included.
     *
     * @throws IllegalStateException if no such line comes; the process has ended then
     */
    List<String> linesTo(Predicate<String> last) {
        List<String> lines = new ArrayList<>();
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (last.test(line)) {
                    return lines;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
        throw new IllegalStateException(
                String.join(" ", command) + ": ended early, with exit code " + process.exitValue());
    }

    /** What all its threads have spent so far, in user mode and in the kernel. */
    double processorSeconds() {
        return processorSeconds(process.pid());
    }

    /** The same, for any process. */
    static double processorSeconds(long pid) {
        Matcher times = TIMES.matcher(read(pid, "stat"));
        return times.find() ? (Long.parseLong(times.group(1)) + Long.parseLong(times.group(2))) / TICKS_PER_SECOND : 0;
    }

    /** A number from /proc/PID/status, such as VmRSS, which is in KiB. */
    long status(String field) {
        Matcher matcher =
                Pattern.compile("^" + field + ":\\s+(\\d+)", Pattern.MULTILINE).matcher(read(process.pid(), "status"));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a local cloud ended", e);
        }
    }

    private static String read(long pid, String file) {
        Path path = Path.of("/proc", Long.toString(pid), file);
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
