package dev.sallyport.local.watch;

/** A way by which a stranger can try to reach an application. */
public sealed interface WayIn {
    /** The address that is connected to. */
    String address();

    int port();

    /**
     * From the internet, through a load balancer.
     *
     * @param rule link of the forwarding rule
     * @param tls whether TLS is spoken; each port is tried with and without
     * @param host the host that is asked for: the address, or one that the URL map names
     * @param path the path that is asked for: {@code /}, or one that the URL map names
     */
    record FrontEnd(String rule, String address, int port, boolean tls, String host, String path) implements WayIn {
        /** As one types it into a browser. */
        public String url() {
            String at = port == (tls ? 443 : 80) ? "" : ":" + port;
            return (tls ? "https://" : "http://") + host + at + path;
        }
    }

    /**
     * From the internet, past all load balancers.
     *
     * @param instance link of the VM
     * @param address the VM's external address
     */
    record VmAddress(String instance, String address, int port) implements WayIn {}

    /**
     * From another VM of the same network.
     *
     * @param from link of the VM that is tried from
     * @param instance link of the VM that is tried
     * @param address the internal address of the latter
     */
    record Neighbour(String from, String instance, String address, int port) implements WayIn {}
}
