package dev.sallyport.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A project of many deployments, which all are as they should be, in a local cloud with the functions. */
final class CheckedProject implements AutoCloseable {
    private static final String PROJECT = "lab-project";
    private static final String REGION = "us-central1";
    private static final String SUBJECT = "CN=Test, OU=Example, O=Cloud, L=Mountain View, ST=CA, C=US";
    private static final int DAYS = 365;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** What would start by itself and answer to changes, so that a check would be measured with others. */
    private static final List<String> QUIET = List.of("compliance", "compliance-watch", "sweep");
    /** Whose turn it is to be asked for the health of its back ends changes, and VMs that have just started have had time. */
    private static final String TURN = "PT10M";

    private final int deployments;
    private final CloudProcess process;
    private final RestClient api;

    private CheckedProject(int deployments, CloudProcess process, RestClient api) {
        this.deployments = deployments;
        this.process = process;
        this.api = api;
    }

    /**
     * Provisions one, and makes the others as copies of it.
     *
     * @param vms of each
     * @param javaOptions for the Java virtual machine that cloud and functions share
     */
    static CheckedProject start(int deployments, int vms, String javaOptions) {
        CloudProcess process = CloudProcess.up(Map.of("SALLYPORT_JAVA_OPTS", javaOptions));
        List<String> ready = process.linesTo(line -> line.startsWith("ready "));
        RestClient api = new RestClient(URI.create(ready.get(ready.size() - 1).split(" ")[1]));
        CheckedProject project = new CheckedProject(deployments, process, api);
        try {
            project.fill(vms);
            return project;
        } catch (RuntimeException e) {
            project.close();
            throw e;
        }
    }

    /**
     * Has all of them checked once, as the schedule would.
     *
     * @throws IllegalStateException if one was not checked, or something was found, for there is nothing to find
     */
    CheckFigures check() {
        api.call("POST", "/-/clock", RestClient.JSON.createObjectNode().put("advance", TURN));
        Instant begun = Instant.parse(api.get("/-/clock").path("time").asText());
        Bill before = bill();
        long checks = checks(before);
        double processor = process.processorSeconds();
        long since = System.nanoTime();
        api.deliver("compliance", "projects/" + PROJECT + "/topics/sallyport-compliance", "{}");
        await("the check to end", () -> checks(bill()) > checks);
        CheckFigures figures = new CheckFigures(
                deployments,
                (System.nanoTime() - since) / 1e9,
                process.processorSeconds() - processor,
                bill().since(before),
                process.status("VmRSS") / 1024);
        requireHealthy(begun);
        return figures;
    }

    @Override
    public void close() {
        process.close();
    }

    private void fill(int vms) {
        QUIET.forEach(function ->
                api.delete("/v1/projects/" + PROJECT + "/subscriptions/eventarc-" + REGION + "-" + function + "-sub"));
        List<String> names =
                IntStream.range(0, deployments).mapToObj(CheckedProject::name).toList();
        provision(names.get(0), vms);
        SelfSignedKey key = SelfSignedKey.issue(SUBJECT, DAYS);
        new Copies(api, PROJECT, REGION, names.get(0), key).make(names.subList(1, names.size()));
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "app-%04d", number);
    }

    private void provision(String name, int vms) {
        ObjectNode request = (ObjectNode) RestClient.json(example()
                .replace("\"lab\"", "\"" + name + "\"")
                .replace("my-", name + "-")
                .replace("static-ip", name + "-ip")
                .replace("allow-iap-traffic", name + "-iap-traffic"));
        request.withObject("/instanceGroup").put("size", vms);
        request.put("project", PROJECT).put("region", REGION);
        api.publish("projects/" + PROJECT + "/topics/sallyport-requests", request.toString());
        String document = documents("deployments") + "/" + name;
        await(
                "the first deployment to be protected",
                () -> api.isThere(document)
                        && api.get(document)
                                .at("/fields/phase/stringValue")
                                .asText()
                                .equals("PROTECTED"));
        await("its own check, which follows by itself", () -> api.isThere(documents("compliance") + "/" + name));
    }

    private void requireHealthy(Instant since) {
        List<String> wrong = new ArrayList<>();
        int known = 0;
        String token = "";
        do {
            JsonNode page = api.get(documents("compliance") + "?pageSize=300&pageToken=" + token);
            for (JsonNode document : page.path("documents")) {
                known++;
                JsonNode record = RestClient.json(
                        document.at("/fields/record/stringValue").asText());
                if (!record.path("open").isEmpty()
                        || Instant.parse(record.path("checked").asText()).isBefore(since)) {
                    wrong.add(record.toString());
                }
            }
            token = page.path("nextPageToken").asText();
        } while (!token.isEmpty());
        if (known != deployments || !wrong.isEmpty()) {
            throw new IllegalStateException(known + " are known (expected: " + deployments + "), and of " + wrong.size()
                    + " something was found, or they were not checked (expected: of none), such as "
                    + wrong.stream().findFirst().orElse("nothing"));
        }
    }

    private Bill bill() {
        return Bill.of(api.get("/-/usage"));
    }

    private static long checks(Bill bill) {
        return bill.runs().getOrDefault("compliance-check", 0L);
    }

    private static String documents(String collection) {
        return "/v1/projects/" + PROJECT + "/databases/(default)/documents/" + collection;
    }

    private static void await(String what, BooleanSupplier reached) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + PATIENCE.toMinutes() + " minutes for " + what);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String example() {
        try {
            return Files.readString(Path.of("examples", "lab.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
