package dev.sallyport.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One start of the local cloud, as it stood when it said that it was ready. What Linux says of the process is 0
 * elsewhere.
 *
 * @param readySeconds from the call of the script to the ready line
 * @param processorSeconds that all threads spent until then, in user mode and in the kernel
 */
record Startup(double readySeconds, double processorSeconds, double residentMebibytes, int threads) {
    /** Fields 14 and 15 of /proc/PID/stat, counted behind the command's name; see proc(5). */
    private static final Pattern TIMES = Pattern.compile("^.*\\) (?:\\S+ ){11}(\\d+) (\\d+) ");

    private static final double TICKS_PER_SECOND = 100;
    private static final double KIBIBYTES_PER_MEBIBYTE = 1024;

    /** Starts a local cloud on free ports and ends it as soon as it is ready. */
    static Startup of(Path script, List<String> options) {
        List<String> command =
                new ArrayList<>(List.of(script.toString(), "local", "up", "--port", "0", "--internet-port", "0"));
        command.addAll(options);
        long begun = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                awaitReady(process);
                return read(process.pid(), (System.nanoTime() - begun) / 1e9);
            } finally {
                process.destroy();
                process.waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the local cloud did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a local cloud started", e);
        }
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null || !line.startsWith("ready ")) {
            throw new IOException("the first line was " + line + " (expected: ready ...)");
        }
    }

    private static Startup read(long pid, double seconds) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        if (!Files.exists(process)) {
            return new Startup(seconds, 0, 0, 0);
        }
        String status = Files.readString(process.resolve("status"));
        return new Startup(
                seconds,
                processorSeconds(Files.readString(process.resolve("stat"))),
                field(status, "VmRSS") / KIBIBYTES_PER_MEBIBYTE,
                (int) field(status, "Threads"));
    }

    private static double processorSeconds(String stat) {
        Matcher times = TIMES.matcher(stat);
        return times.find() ? (Long.parseLong(times.group(1)) + Long.parseLong(times.group(2))) / TICKS_PER_SECOND : 0;
    }

    private static long field(String status, String name) {
        Matcher matcher =
                Pattern.compile("^" + name + ":\\s+(\\d+)", Pattern.MULTILINE).matcher(status);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
