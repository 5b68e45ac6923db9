package dev.sallyport.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run compliance}: what a check of many deployments of one project takes. */
@Command(
        name = "compliance",
        description = {
            "Starts the local cloud with the functions, provisions examples/lab.json, copies it under other names, and has all of",
            "them checked by one message. Prints how long that took, how many calls of the Compute API and how many Firestore",
            "documents were read. A check that finds anything fails: nothing is wrong with any of them."
        },
        mixinStandardHelpOptions = true)
final class ComplianceCommand implements Callable<Integer> {
    private static final String PROJECT = "lab-project";
    private static final String REGION = "us-central1";
    private static final String SUBJECT = "CN=Test, OU=Example, O=Cloud, L=Mountain View, ST=CA, C=US";
    private static final int DAYS = 365;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** What would start by itself, and answers to every change. */
    private static final List<String> QUIET = List.of("compliance", "compliance-watch", "sweep");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--deployments",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Deployments in the project (default: ${DEFAULT-VALUE}).")
    private int deployments;

    @Option(
            names = "--vms",
            paramLabel = "N",
            defaultValue = "1",
            description = "VMs of each (default: ${DEFAULT-VALUE}).")
    private int vms;

    @Option(
            names = "--checks",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "Checks, one after the other (default: ${DEFAULT-VALUE}). The first one meets a cold Java machine.")
    private int checks;

    private RestClient api;

    @Override
    public Integer call() {
        try (CloudProcess cloud = CloudProcess.up("--project", PROJECT)) {
            List<String> ready = cloud.linesTo(line -> line.startsWith("ready "));
            api = new RestClient(URI.create(ready.get(ready.size() - 1).split(" ")[1]));
            QUIET.forEach(function -> api.delete(
                    "/v1/projects/" + PROJECT + "/subscriptions/eventarc-" + REGION + "-" + function + "-sub"));
            List<String> names = IntStream.range(0, deployments)
                    .mapToObj(ComplianceCommand::name)
                    .toList();
            long begun = System.nanoTime();
            provision(names.get(0));
            SelfSignedKey key = SelfSignedKey.issue(SUBJECT, DAYS);
            new Copies(api, PROJECT, REGION, names.get(0), key).make(names.subList(1, names.size()));
            print("%d deployments of %d VMs were there after %.1f s%n", deployments, vms, seconds(begun));
            for (int i = 0; i < checks; i++) {
                check(cloud, names);
            }
        }
        return 0;
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "app-%04d", number);
    }

    private void provision(String name) {
        ObjectNode request = (ObjectNode) json(example()
                .replace("\"lab\"", "\"" + name + "\"")
                .replace("my-", name + "-")
                .replace("static-ip", name + "-ip")
                .replace("allow-iap-traffic", name + "-iap-traffic"));
        request.withObject("/instanceGroup").put("size", vms);
        request.put("project", PROJECT).put("region", REGION);
        api.publish("projects/" + PROJECT + "/topics/sallyport-requests", request.toString());
        String document = documents("deployments") + "/" + name;
        await(() -> api.isThere(document)
                && api.get(document).at("/fields/phase/stringValue").asText().equals("PROTECTED"));
        // Its own check, which follows by itself, is over then.
        await(() -> api.isThere(documents("compliance") + "/" + name));
    }

    private void check(CloudProcess cloud, List<String> names) {
        ObjectNode message = RestClient.JSON.createObjectNode().put("project", PROJECT);
        ArrayNode listed = message.putArray("deployments");
        names.forEach(listed::add);
        String counter = counter();
        long read = documentsRead();
        double processor = cloud.processorSeconds();
        long begun = System.nanoTime();
        api.deliver(
                "compliance-check", "projects/" + PROJECT + "/topics/sallyport-compliance-check", message.toString());
        double took = seconds(begun);
        print(
                "checked in %.1f s, processor time %.1f s, load of the machine %.1f: %d Compute calls, %.2f documents read for"
                        + " each deployment, %d MiB resident%n",
                took,
                cloud.processorSeconds() - processor,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                fitting(counter),
                (double) (documentsRead() - read) / deployments,
                cloud.status("VmRSS") / 1024);
        api.delete("/-/faults/" + counter);
        requireHealthy();
    }

    private void requireHealthy() {
        List<String> found = new ArrayList<>();
        int checked = 0;
        String token = "";
        do {
            JsonNode page = api.get(documents("compliance") + "?pageSize=300&pageToken=" + token);
            for (JsonNode document : page.path("documents")) {
                checked++;
                if (document.at("/fields/open/integerValue").asInt() > 0) {
                    found.add(document.at("/fields/record/stringValue").asText());
                }
            }
            token = page.path("nextPageToken").asText();
        } while (!token.isEmpty());
        if (checked != deployments || !found.isEmpty()) {
            throw new IllegalStateException(checked + " were checked (expected: " + deployments + "), and of "
                    + found.size() + " something was found (expected: of none), such as "
                    + found.stream().findFirst().orElse("nothing"));
        }
    }

    /** A rule for faults that never strikes counts the calls it would be for. */
    private String counter() {
        ObjectNode rule =
                RestClient.JSON.createObjectNode().put("service", "compute").put("after", 1_000_000_000);
        rule.putObject("error").put("status", 503);
        return api.call("POST", "/-/faults", rule).path("id").asText();
    }

    private long fitting(String counter) {
        for (JsonNode rule : api.get("/-/faults").path("faults")) {
            if (rule.path("id").asText().equals(counter)) {
                return rule.path("fitting").asLong();
            }
        }
        throw new IllegalStateException(counter + " is not among the rules");
    }

    private long documentsRead() {
        return api.get("/-/firestore").path("documentsRead").asLong();
    }

    private static String documents(String collection) {
        return "/v1/projects/" + PROJECT + "/databases/(default)/documents/" + collection;
    }

    private interface Reached {
        boolean now();
    }

    private static void await(Reached reached) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.now()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the first deployment was not protected in time");
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

    private static JsonNode json(String text) {
        try {
            return RestClient.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void print(String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format, arguments);
        out.flush();
    }
}
