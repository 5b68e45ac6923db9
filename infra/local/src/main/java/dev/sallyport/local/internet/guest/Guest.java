package dev.sallyport.local.internet.guest;

import com.linecorp.armeria.server.HttpService;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A VM that is switched on, from boot to power off. */
final class Guest {
    private final String address;
    private InetSocketAddress listening;
    private HttpService program;
    private boolean off;

    /** @param address what the PROXY protocol calls this boot of this VM */
    Guest(String address) {
        this.address = address;
    }

    /** Lets the program listen, unless the VM was switched off while it booted. */
    synchronized void listen(int port, HttpService program) {
        if (!off) {
            listening = new InetSocketAddress(address, port);
            this.program = program;
        }
    }

    /** From now on nothing answers. */
    synchronized void powerOff() {
        off = true;
        listening = null;
        program = null;
    }

    synchronized Optional<InetSocketAddress> listening(int port) {
        return Optional.ofNullable(listening).filter(socket -> socket.getPort() == port);
    }

    synchronized Optional<HttpService> program(int port) {
        return listening(port).map(socket -> program);
    }

    String address() {
        return address;
    }
}
