package dev.sallyport.local.internet.balancer;

import dev.sallyport.local.internet.network.Ipv4;
import dev.sallyport.local.internet.network.Vm;
import java.util.Optional;

/**
 * A VM to which a forwarding rule may hand a connection.
 *
 * @param port on the VM
 * @param source whom the VM sees; empty for the client itself
 */
public record Passage(Vm vm, int port, Optional<Ipv4> source) {}
