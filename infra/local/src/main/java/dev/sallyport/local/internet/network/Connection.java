package dev.sallyport.local.internet.network;

import java.util.Optional;

/**
 * A connection somebody tries to open, as far as firewalls are concerned.
 *
 * @param from the VM it leaves; empty if it comes from outside the networks
 * @param source the near end, as rules of the destination's network can name it
 * @param to the VM it is for; empty if it leads out of the networks
 * @param destination the address it is opened to
 */
public record Connection(Optional<Vm> from, Peer source, Optional<Vm> to, IpAddress destination, Transport transport) {

    /** From the internet, a load balancer or a health check to a VM. */
    public static Connection fromOutside(IpAddress source, Vm to, Transport transport) {
        return new Connection(Optional.empty(), Peer.outside(source), Optional.of(to), to.internal(), transport);
    }

    /** From VM to VM of a network, by the internal address. */
    public static Connection inside(Vm from, Vm to, Transport transport) {
        return new Connection(Optional.of(from), Peer.inside(from), Optional.of(to), to.internal(), transport);
    }

    /** From a VM to an address outside its network. */
    public static Connection leaving(Vm from, IpAddress destination, Transport transport) {
        return new Connection(Optional.of(from), Peer.inside(from), Optional.empty(), destination, transport);
    }
}
