package dev.sallyport.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A function in a process of its own on one processor, started as Google's buildpack starts it: {@code java -jar INVOKER
 * --classpath CLASSES --target FUNCTION}.
 */
final class FunctionProcess implements AutoCloseable {
    private static final Pattern INVOKER = Pattern.compile(".*[/\\\\]java-function-invoker-[^/\\\\]*\\.jar");

    private final Process process;
    private final int port;

    private FunctionProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * @param classPath jars and folders, as one text
     * @param environment variables beside those of this process
     */
    static FunctionProcess start(String target, String classPath, Map<String, String> environment) {
        int port = FreePort.find();
        List<String> command = new ArrayList<>(onOneProcessor());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                invoker(),
                "--classpath",
                classPath,
                "--target",
                target,
                "--port",
                String.valueOf(port)));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        try {
            return new FunctionProcess(builder.start(), port);
        } catch (IOException e) {
            throw new UncheckedIOException("the function did not start", e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /**
     * Returns when it takes connections.
     *
     * @throws IllegalStateException if it has ended instead
     */
    void awaitListening() {
        while (!isListening()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the function ended with exit code " + process.exitValue());
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a function ended", e);
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first processor; whoever calls is better off on another one. */
    private static List<String> onOneProcessor() {
        return Files.isExecutable(Path.of("/usr/bin/taskset")) ? List.of("/usr/bin/taskset", "-c", "0") : List.of();
    }

    private static String invoker() {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> INVOKER.matcher(entry).matches())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the invoker is not on the class path"));
    }
}
