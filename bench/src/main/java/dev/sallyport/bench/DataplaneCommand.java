package dev.sallyport.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.proxy.ProxyConfig;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run dataplane}: how many requests a second come through load balancer and IAP to the application. */
@Command(
        name = "dataplane",
        description = {
            "Provisions examples/lab.json, signs in as somebody who has access, and asks for the sample application's page",
            "again and again: through the internet proxy, TLS and Identity-Aware Proxy, over HTTP/2. The client runs on the",
            "same machine. Where other work is done meanwhile, the rate says little and the processor time more."
        },
        mixinStandardHelpOptions = true)
final class DataplaneCommand implements Callable<Integer> {
    private static final String REQUEST = "examples/lab.json";
    private static final String VISITOR = "alice@example.com";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Course course;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "4",
            description = "Connections (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--callers",
            paramLabel = "N",
            defaultValue = "32",
            description = "Requests under way at any time (default: ${DEFAULT-VALUE}).")
    private int callers;

    @Override
    public Integer call() {
        int port = FreePort.find();
        int internetPort = FreePort.find();
        try (CloudProcess cloud = CloudProcess.start(
                        "provision",
                        "--keep",
                        "--json",
                        "--port",
                        Integer.toString(port),
                        "--internet-port",
                        Integer.toString(internetPort),
                        REQUEST);
                ClientFactory factory = clients(internetPort)) {
            URI application = application(json(cloud));
            String session = Session.of(WebClient.builder().factory(factory).build(), application, VISITOR);
            measure(cloud, WebClient.builder(application).factory(factory).build(), session);
        }
        return 0;
    }

    private void measure(CloudProcess cloud, WebClient client, String session) {
        RequestHeaders headers = RequestHeaders.of(HttpMethod.GET, "/", HttpHeaderNames.COOKIE, session);
        run(Duration.ofSeconds(course.warmUp()), client, headers);
        ProcessorTime before = ProcessorTime.now(cloud::processorSeconds);
        Load load = run(Duration.ofSeconds(course.seconds()), client, headers);
        report(load, ProcessorTime.now(cloud::processorSeconds).since(before));
    }

    private Load run(Duration time, WebClient client, RequestHeaders headers) {
        long end = System.nanoTime() + time.toNanos();
        return Load.run(
                callers,
                () -> System.nanoTime() < end,
                () -> client.execute(HttpRequest.of(headers)).aggregate().thenCompose(DataplaneCommand::greeting));
    }

    private static CompletableFuture<String> greeting(AggregatedHttpResponse answer) {
        String body = answer.contentUtf8();
        return body.startsWith("Hi, " + VISITOR)
                ? CompletableFuture.completedFuture(body)
                : CompletableFuture.failedFuture(
                        new IllegalStateException("not greeted, but answered " + answer.status() + ": " + body));
    }

    private void report(Load load, ProcessorTime spent) {
        int count = load.latencies().count();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%d requests at a time over %d connections; load of the machine after: %.1f%n",
                callers,
                connections,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        out.printf(
                Locale.ROOT,
                "  %d requests in %.1f s: %.0f a second; %s%n",
                count,
                load.seconds(),
                load.perSecond(),
                load.latencies().summary());
        out.printf("  processor time for one: %s%n", spent.summary("local cloud", count));
        out.flush();
    }

    private ClientFactory clients(int internetPort) {
        return ClientFactory.builder()
                .proxyConfig(ProxyConfig.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), internetPort)))
                .tlsNoVerify()
                .workerGroup(connections)
                .maxNumEventLoopsPerEndpoint(connections)
                .build();
    }

    /** The deployment, once its application is protected; whatever the Java virtual machine prints comes before it. */
    private static String json(CloudProcess cloud) {
        cloud.linesTo("{"::equals);
        return "{" + String.join("\n", cloud.linesTo("}"::equals));
    }

    private static URI application(String deployment) {
        try {
            JsonNode url = JsonMapper.builder().build().readTree(deployment).findValue("url");
            return URI.create(url.asText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + deployment, e);
        }
    }
}
