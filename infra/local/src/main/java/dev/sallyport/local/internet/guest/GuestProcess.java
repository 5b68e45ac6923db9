package dev.sallyport.local.internet.guest;

import dev.sallyport.local.internet.network.Loopback;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * A guest command that runs: a shell and all that it started, ended together. Where {@code setsid} is, the command has a
 * session of its own, by which even what runs on after its parent is found; elsewhere its descendants are ended.
 */
final class GuestProcess implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GuestProcess.class.getName());
    private static final int PIECE = 8192;
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final boolean HAS_SESSIONS = Files.isExecutable(SETSID);

    private final Process process;
    private final PortRelay relay;

    private GuestProcess(Process process, PortRelay relay) {
        this.process = process;
        this.relay = relay;
    }

    /**
     * @param hostName what the command finds in the environment variable HOSTNAME
     * @param readers runs what reads the command's output
     * @throws IOException if there is no shell, or no free port
     */
    static GuestProcess start(GuestCommand command, String hostName, SerialPort serial, Executor readers)
            throws IOException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(shell(command)).redirectErrorStream(true);
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("HOSTNAME", hostName);
        Process process = builder.start();
        process.getOutputStream().close();
        readers.execute(() -> copy(process, serial));
        return new GuestProcess(process, new PortRelay(Loopback.address(port)));
    }

    /** Where, on loopback, connections for the VM's port go: behind the PROXY header they reach the command as they are. */
    InetSocketAddress address() {
        return relay.address();
    }

    /** Where the command itself is to listen. */
    InetSocketAddress target() {
        return relay.target();
    }

    /** Like pulling the plug: nothing is asked, and nothing answers any more when it returns. */
    @Override
    public void close() {
        relay.close();
        if (HAS_SESSIONS) {
            endSession();
        }
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
    }

    private static List<String> shell(GuestCommand command) {
        List<String> shell = List.of("/bin/sh", "-c", command.command());
        return HAS_SESSIONS
                ? Stream.concat(Stream.of(SETSID.toString()), shell.stream()).toList()
                : shell;
    }

    private void endSession() {
        boolean idIsAnothers =
                !process.isAlive() && ProcessHandle.of(process.pid()).isPresent();
        if (idIsAnothers) {
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- -" + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "what the guest command started may run on: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Process process, SerialPort serial) {
        byte[] piece = new byte[PIECE];
        try (InputStream output = process.getInputStream()) {
            for (int read = output.read(piece); read >= 0; read = output.read(piece)) {
                serial.write(piece, read);
            }
            serial.line("guest command: exit code " + process.waitFor());
        } catch (IOException e) {
            serial.line("guest command: ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
