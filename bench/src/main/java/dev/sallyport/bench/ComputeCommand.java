package dev.sallyport.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run compute}: how long calls of the local Compute Engine take, in a small project and in a large one. */
@Command(
        name = "compute",
        description = {
            "Starts the local cloud without functions. Gets a resource again and again, one call after the other; then inserts",
            "many addresses into one project, lists all of them page by page, and filters them."
        },
        mixinStandardHelpOptions = true)
final class ComputeCommand implements Callable<Integer> {
    private static final int INSERTING = 8;
    private static final int PAGE = 500;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--gets",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Calls to measure, and as many before to warm up (default: ${DEFAULT-VALUE}).")
    private int gets;

    @Option(
            names = "--addresses",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Addresses in the project (default: ${DEFAULT-VALUE}).")
    private int addresses;

    private WebClient project;

    @Override
    public Integer call() {
        try (CloudProcess cloud = CloudProcess.up("--without-functions")) {
            List<String> ready = cloud.linesTo(line -> line.startsWith("ready "));
            String api = ready.get(ready.size() - 1).split(" ")[1];
            project = WebClient.of(api + "/compute/v1/projects/bench");
            get();
            insert();
            list();
            filter("name = address-7");
            filter("name eq \"address-.*77\"");
            filter("(name = \"address-1*\") (status = \"RESERVED\")");
        }
        return 0;
    }

    private void get() {
        post("/global/healthChecks", "{\"name\": \"probe\", \"type\": \"HTTP\"}")
                .join();
        times(gets, 1, () -> ok(project.get("/global/healthChecks/probe")));
        print(
                "load of the machine: %.1f%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        for (String resource : List.of("healthChecks/probe", "networks/default")) {
            Load load = times(gets, 1, () -> ok(project.get("/global/" + resource)));
            print("get %s: %s%n", resource, load.latencies().summary());
        }
    }

    private void insert() {
        AtomicInteger name = new AtomicInteger();
        Load load = times(
                addresses,
                INSERTING,
                () -> post("/global/addresses", "{\"name\": \"address-" + name.incrementAndGet() + "\"}"));
        print(
                "insert %d addresses, %d at a time: %.1f s, %.0f a second; %s%n",
                addresses,
                INSERTING,
                load.seconds(),
                load.perSecond(),
                load.latencies().summary());
    }

    private void list() {
        AtomicReference<String> token = new AtomicReference<>("");
        AtomicInteger found = new AtomicInteger();
        Load load = Load.run(
                1,
                () -> token.get() != null,
                () -> page("", token.get()).thenAccept(page -> {
                    found.addAndGet(page.path("items").size());
                    token.set(page.path("nextPageToken").textValue());
                }));
        expect(addresses, found.get());
        print(
                "list them in %d pages of %d: %.2f s; %s%n",
                load.latencies().count(), PAGE, load.seconds(), load.latencies().summary());
    }

    private void filter(String filter) {
        AtomicInteger found = new AtomicInteger();
        Load load = times(
                20,
                1,
                () -> page(filter, "")
                        .thenAccept(page -> found.set(page.path("items").size())));
        print(
                "filter %s: %d on the first page; %s%n",
                filter, found.get(), load.latencies().summary());
    }

    private CompletableFuture<JsonNode> page(String filter, String token) {
        QueryParams query = QueryParams.of("maxResults", PAGE, "filter", filter, "pageToken", token);
        return ok(project.get("/global/addresses?" + query.toQueryString()))
                .thenApply(answer -> json(answer.contentUtf8()));
    }

    private CompletableFuture<AggregatedHttpResponse> post(String path, String body) {
        return ok(
                project.prepare().post(path).content(MediaType.JSON_UTF_8, body).execute());
    }

    private static Load times(int calls, int callers, Supplier<CompletableFuture<?>> call) {
        AtomicInteger begun = new AtomicInteger();
        return Load.run(callers, () -> begun.getAndIncrement() < calls, call);
    }

    private static CompletableFuture<AggregatedHttpResponse> ok(HttpResponse response) {
        return response.aggregate()
                .thenCompose(answer -> answer.status().code() == 200
                        ? CompletableFuture.completedFuture(answer)
                        : CompletableFuture.failedFuture(
                                new IllegalStateException(answer.status() + ": " + answer.contentUtf8())));
    }

    private static void expect(int wanted, int found) {
        if (found != wanted) {
            throw new IllegalStateException("listed " + found + " addresses (expected: " + wanted + ")");
        }
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + text, e);
        }
    }

    private void print(String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format, arguments);
        out.flush();
    }
}
