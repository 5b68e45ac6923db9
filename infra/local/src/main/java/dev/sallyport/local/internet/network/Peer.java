package dev.sallyport.local.internet.network;

import java.util.Set;

/**
 * One end of a connection, as a firewall rule can name it.
 *
 * @param tags network tags; none for an end outside the network, and for a VM that is reached or seen at its external
 *     address, which source tags never match
 */
public record Peer(IpAddress address, Set<String> tags, Set<String> serviceAccounts) {
    /** An end outside the network. */
    public static Peer outside(IpAddress address) {
        return new Peer(address, Set.of(), Set.of());
    }

    /** A VM by its internal address. */
    public static Peer inside(Vm vm) {
        return new Peer(vm.internal(), vm.tags(), vm.serviceAccounts());
    }
}
