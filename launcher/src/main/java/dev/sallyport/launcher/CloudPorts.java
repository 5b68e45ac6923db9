package dev.sallyport.launcher;

import picocli.CommandLine.Option;

/** The options by which a command says on which ports its local cloud is to listen. */
final class CloudPorts {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4510",
            converter = PortNumber.class,
            description = "Where the local cloud serves its APIs (default: ${DEFAULT-VALUE}; 0: any free port).")
    private int apiPort;

    @Option(
            names = "--internet-port",
            paramLabel = "PORT",
            defaultValue = "4511",
            converter = PortNumber.class,
            description =
                    "Where the proxy to the local cloud's internet listens (default: ${DEFAULT-VALUE}; 0: any free"
                            + " port).")
    private int internetPort;

    int api() {
        return apiPort;
    }

    int internet() {
        return internetPort;
    }

    /**
     * @throws BadInput if something else listens on one of the ports, or they are the same
     */
    void requireFree() {
        LocalPort api = new LocalPort("--port", apiPort);
        LocalPort internet = new LocalPort("--internet-port", internetPort);
        internet.requireOtherThan(api);
        api.requireFree();
        internet.requireFree();
    }
}
