package dev.sallyport.local.internet.guest;

import java.net.InetSocketAddress;

/**
 * A listening port of a VM.
 *
 * @param loopback where to connect to
 * @param destination the destination to give in the PROXY protocol's header. It is not the VM's address, which another
 *     project's VM may have too, but one that no other boot of any VM has
 */
public record VmSocket(InetSocketAddress loopback, InetSocketAddress destination) {}
