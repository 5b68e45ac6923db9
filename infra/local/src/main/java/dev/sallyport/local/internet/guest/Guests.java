package dev.sallyport.local.internet.guest;

import com.google.cloud.compute.v1.Instance;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.compute.Machines;
import dev.sallyport.local.internet.network.Ipv4;
import dev.sallyport.local.internet.network.Loopback;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.time.CloudClock;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The insides of all VMs. A VM boots by its startup script, of which {@link StartupScript} knows a few lines, or runs the
 * {@link GuestCommand} of its metadata. One server stands for all VMs of the first kind: the PROXY protocol's destination
 * says which VM a connection is for. Each of the other kind has a port of its own.
 */
public final class Guests implements Machines, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Guests.class.getName());
    /** 240.0.0.0/4 is reserved: nothing else on the simulated internet can have such an address. */
    private static final int FIRST_ADDRESS = Ipv4.of("240.0.0.1").bits();

    private final Map<ResourceLink, Guest> byLink = new ConcurrentHashMap<>();
    private final Map<String, Guest> byAddress = new ConcurrentHashMap<>();
    private final Map<ResourceLink, InstancePort> serials = new ConcurrentHashMap<>();
    private final AtomicInteger boots = new AtomicInteger();
    private final CloudClock clock;
    private final Boot boot;
    private final Server server;

    /** @param assertionKeys the keys that check IAP's assertions, by key id, as they are published at the time */
    public Guests(CloudClock clock, ComputeView compute, Supplier<Map<String, ECPublicKey>> assertionKeys) {
        this.clock = clock;
        boot = new Boot(compute, assertionKeys, clock);
        compute.onChange(changed -> forgetSerialPort(compute, changed));
        server = Loopback.server()
                .port(Loopback.plainPort())
                .serviceUnder("/", (HttpService) this::serve)
                .build();
        server.start().join();
    }

    @Override
    public void start(Instance instance) {
        ResourceLink link = ResourceLink.of(instance.getSelfLink());
        SerialPort serial = serials.compute(
                        link,
                        (same, known) -> known != null && known.isOf(instance)
                                ? known
                                : new InstancePort(instance.getId(), new SerialPort()))
                .port();
        Guest guest = new Guest(new Ipv4(FIRST_ADDRESS + boots.getAndIncrement()).toString(), serial);
        byAddress.put(guest.address(), guest);
        switchOff(byLink.put(link, guest));
        clock.workers().execute(() -> run(instance, guest));
    }

    @Override
    public void stop(Instance instance) {
        switchOff(byLink.remove(ResourceLink.of(instance.getSelfLink())));
    }

    @Override
    public SerialOutput serialPortOutput(Instance instance) {
        return Optional.ofNullable(serials.get(ResourceLink.of(instance.getSelfLink())))
                .filter(known -> known.isOf(instance))
                .map(known -> known.port().output())
                .orElse(SerialOutput.NOTHING);
    }

    /** Where a port of the VM is; empty if nothing listens there. */
    public Optional<VmSocket> socket(ResourceLink instance, int port) {
        return Optional.ofNullable(byLink.get(instance))
                .flatMap(guest -> guest.listening(port))
                .map(destination -> new VmSocket(loopback(destination.getHostString()), destination));
    }

    /**
     * Where, on loopback, connections for a VM go.
     *
     * @param address the address of its boot, as {@link VmSocket#destination} has it
     */
    public InetSocketAddress loopback(String address) {
        return process(address).map(GuestProcess::address).orElseGet(() -> Loopback.addressOf(server));
    }

    /** Whether the port takes connections; a command may have one before it listens there. */
    public boolean accepts(VmSocket socket) {
        return process(socket.destination().getHostString())
                .map(process -> Loopback.accepts(process.target()))
                .orElse(true);
    }

    private Optional<GuestProcess> process(String address) {
        return Optional.ofNullable(byAddress.get(address)).flatMap(Guest::process);
    }

    @Override
    public void close() {
        byLink.values().forEach(this::switchOff);
        byLink.clear();
        server.stop();
    }

    /** An instance's serial port goes with it. */
    private void forgetSerialPort(ComputeView compute, String changed) {
        ResourceLink.parse(changed)
                .filter(serials::containsKey)
                .filter(link -> compute.find(Instance.class, link.toString()).isEmpty())
                .ifPresent(serials::remove);
    }

    private void switchOff(Guest guest) {
        if (guest != null) {
            guest.powerOff();
            byAddress.remove(guest.address());
        }
    }

    private void run(Instance instance, Guest guest) {
        StartupScript script = StartupScript.of(instance);
        Optional<GuestCommand> command = GuestCommand.of(instance, script);
        if (command.isPresent()) {
            run(command.get(), instance.getName(), guest);
        } else if (script.port().isPresent()) {
            guest.listen(script.port().getAsInt(), boot.program(instance, script));
            guest.serial()
                    .line("startup-script: listening on 0.0.0.0:"
                            + script.port().getAsInt());
        } else {
            LOG.log(
                    Level.INFO,
                    "{0}: the startup script has no line that starts a known server (expected: gunicorn ... -b"
                            + " 0.0.0.0:PORT), so nothing listens",
                    instance.getName());
        }
    }

    private void run(GuestCommand command, String hostName, Guest guest) {
        try {
            guest.listen(command.port(), GuestProcess.start(command, hostName, guest.serial(), clock.workers()));
        } catch (IOException e) {
            guest.serial().line("guest command: cannot start: " + e.getMessage());
            LOG.log(Level.WARNING, "{0}: the guest command cannot start: {1}", hostName, e.getMessage());
        }
    }

    private HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        InetSocketAddress destination = context.proxiedAddresses().destinationAddresses().stream()
                .findFirst()
                .orElseGet(() -> new InetSocketAddress(0));
        Optional<HttpService> program = Optional.ofNullable(byAddress.get(destination.getHostString()))
                .flatMap(guest -> guest.program(destination.getPort()));
        if (program.isEmpty()) {
            // The VM has been switched off under a connection: that ends without a word, and so does this.
            context.log().partial().channel().close();
            return HttpResponse.streaming();
        }
        return program.get().serve(context, request);
    }

    /** The serial port of one instance: another of the same name has another id, and a port of its own. */
    private record InstancePort(long instanceId, SerialPort port) {
        boolean isOf(Instance instance) {
            return instance.getId() == instanceId;
        }
    }
}
