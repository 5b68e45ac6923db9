package dev.sallyport.local.internet.balancer;

import dev.sallyport.local.internet.network.Ipv4;

/**
 * The addresses Google's front ends come from: 130.211.0.0/22 and 35.191.0.0/16 on Google Cloud, either of them for
 * either purpose. Here each purpose has one, always the same, so that a firewall that forgets a range shows it at once.
 */
enum GoogleRange {
    REQUESTS("130.211.0.17"),
    HEALTH_CHECKS("35.191.0.17");

    private final Ipv4 address;

    GoogleRange(String address) {
        this.address = Ipv4.of(address);
    }

    Ipv4 address() {
        return address;
    }
}
