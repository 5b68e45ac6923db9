package dev.sallyport.local.internet.guest;

import com.linecorp.armeria.server.HttpService;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A VM that is switched on, from boot to power off. */
final class Guest {
    private final String address;
    private final SerialPort serial;
    private Optional<Listener> listener = Optional.empty();
    private boolean off;

    /**
     * @param address what the PROXY protocol calls this boot of this VM
     * @param serial outlives this boot, as the VM's first serial port does
     */
    Guest(String address, SerialPort serial) {
        this.address = address;
        this.serial = serial;
    }

    /** Lets the program listen, unless the VM was switched off while it booted. */
    synchronized void listen(int port, HttpService program) {
        if (!off) {
            listener = Optional.of(new Listener(port, Optional.of(program), Optional.empty()));
        }
    }

    /** The same with a command, which is ended if the VM was switched off. */
    synchronized void listen(int port, GuestProcess process) {
        if (off) {
            process.close();
        } else {
            listener = Optional.of(new Listener(port, Optional.empty(), Optional.of(process)));
        }
    }

    /** From now on nothing answers. */
    synchronized void powerOff() {
        off = true;
        listener.flatMap(Listener::process).ifPresent(GuestProcess::close);
        listener = Optional.empty();
    }

    synchronized Optional<InetSocketAddress> listening(int port) {
        return on(port).map(known -> new InetSocketAddress(address, port));
    }

    synchronized Optional<HttpService> program(int port) {
        return on(port).flatMap(Listener::program);
    }

    synchronized Optional<GuestProcess> process() {
        return listener.flatMap(Listener::process);
    }

    String address() {
        return address;
    }

    SerialPort serial() {
        return serial;
    }

    private Optional<Listener> on(int port) {
        return listener.filter(known -> known.port == port);
    }

    private record Listener(int port, Optional<HttpService> program, Optional<GuestProcess> process) {}
}
