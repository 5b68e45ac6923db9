package dev.sallyport.bench;

import java.net.URI;
import java.util.List;

/** The local cloud without functions, as {@code ./sallyport local up} starts it. */
final class LocalCloud implements Target {
    private final CloudProcess process;
    private final URI api;

    private LocalCloud(CloudProcess process, URI api) {
        this.process = process;
        this.api = api;
    }

    /** Starts it and waits until it is ready. */
    static LocalCloud start() {
        CloudProcess process = CloudProcess.up("--without-functions");
        List<String> lines = process.linesTo(line -> line.startsWith("ready "));
        return new LocalCloud(process, URI.create(lines.get(lines.size() - 1).split(" ")[1]));
    }

    @Override
    public String title() {
        return "local cloud";
    }

    @Override
    public String hostPort() {
        return api.getAuthority();
    }

    @Override
    public double processorSeconds() {
        return process.processorSeconds();
    }

    @Override
    public void close() {
        process.close();
    }
}
