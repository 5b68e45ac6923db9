package dev.sallyport.local.internet;

import dev.sallyport.local.internet.network.Cidr;
import dev.sallyport.local.internet.network.Ipv4;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.internet.network.Vm;
import dev.sallyport.local.internet.network.Vpc;
import java.util.List;
import java.util.Optional;

/** Where a client of the proxy stands. */
sealed interface Origin {
    /** Somewhere on the internet. */
    record Outside(Ipv4 address) implements Origin {}

    /** On a VM, as a program that runs there would. */
    record OnVm(Vm vm) implements Origin {}

    /** The ranges for documentation, RFC 5737: a client must not be able to pass for Google's front ends. */
    List<Cidr> CLIENTS = List.of(
            new Cidr(Ipv4.of("192.0.2.0"), 24),
            new Cidr(Ipv4.of("198.51.100.0"), 24),
            new Cidr(Ipv4.of("203.0.113.0"), 24));

    Origin DEFAULT = new Outside(Ipv4.of("198.51.100.10"));

    /**
     * The origin that a client asks for: an address out of {@link #CLIENTS}, or the link of a VM
     * ({@code projects/P/zones/Z/instances/NAME}).
     */
    static Optional<Origin> named(String place, Vpc vpc) {
        Optional<Origin> outside = Ipv4.parse(place)
                .filter(address -> CLIENTS.stream().anyMatch(range -> range.contains(address)))
                .map(Outside::new);
        return outside.or(() -> ResourceLink.parse(place).flatMap(vpc::named).map(OnVm::new));
    }
}
