package dev.sallyport.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.local.functions.FunctionSpec;
import dev.sallyport.local.functions.FunctionsFile;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run chatops}: how long Slack waits for the answer to a command that starts the function. */
@Command(
        name = "chatops",
        description = {
            "Starts the function of Slack's commands again and again on one processor, with the options for Java that",
            "infra/functions.yaml gives it, and takes the time from the start of the process until a command has been checked,",
            "published and acknowledged. In turns with it: a function that says hello, with Java as it comes. APIs are the",
            "local cloud's, without TLS and without tokens."
        },
        mixinStandardHelpOptions = true)
final class ChatopsCommand implements Callable<Integer> {
    private static final String PROJECT = "lab-project";
    private static final String SECRET = "a secret that only Slack knows";
    private static final String POLICY = "{\"rules\": [{\"who\": [\"slack:U0ANNA\"], \"verbs\": [\"*\"]}]}";
    private static final Path MODULE = Path.of("functions", "chatops", "target");

    private final HttpClient client = HttpClient.newHttpClient();
    private final SlackCommand slack = new SlackCommand(SECRET);
    private final InstantSource time = InstantSource.system();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "15",
            description = "Starts of each (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Override
    public Integer call() {
        double[] hello = new double[runs];
        double[] command = new double[runs];
        try (LocalCloud cloud = LocalCloud.start()) {
            prepare(cloud);
            for (int run = 0; run < runs; run++) {
                hello[run] = hello();
                command[run] = command(cloud, run);
            }
        }
        report(hello, command);
        return 0;
    }

    private double hello() {
        String classes = Path.of("bench", "target", "classes").toString();
        return start(
                HelloFunction.class.getName(),
                classes,
                Map.of(),
                uri -> HttpRequest.newBuilder(uri).build());
    }

    private double command(LocalCloud cloud, int run) {
        FunctionSpec function = FunctionsFile.read(Path.of("infra", "functions.yaml")).functions().stream()
                .filter(listed -> listed.name().equals("slack"))
                .findFirst()
                .orElseThrow();
        Map<String, String> environment = Map.of(
                "JAVA_TOOL_OPTIONS",
                function.javaOptions(),
                "GOOGLE_CLOUD_PROJECT",
                PROJECT,
                "SALLYPORT_API_ENDPOINT",
                cloud.hostPort(),
                "SALLYPORT_CHAT_POLICY",
                POLICY,
                "SALLYPORT_SLACK_SIGNING_SECRET",
                "projects/" + PROJECT + "/secrets/slack/versions/latest");
        return start(
                function.entryPoint(),
                deployed(),
                environment,
                uri -> slack.to(uri, "repair shop", "1.2." + run, time.instant()));
    }

    private interface Call {
        HttpRequest to(URI function);
    }

    /** Seconds from the start of the process until it has answered. */
    private double start(String target, String classPath, Map<String, String> environment, Call call) {
        long begun = System.nanoTime();
        try (FunctionProcess function = FunctionProcess.start(target, classPath, environment)) {
            function.awaitListening();
            HttpResponse<String> answer = send(call.to(function.uri()));
            double took = (System.nanoTime() - begun) / 1e9;
            boolean isDone = answer.body().equals("hello") || answer.body().contains("is on its way");
            if (answer.statusCode() != 200 || !isDone) {
                throw new IllegalStateException(target + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return took;
        }
    }

    /** The jar and what it needs, as a build leaves them. */
    private static String deployed() {
        try {
            return MODULE.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(MODULE.resolve("class-path")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("functions/chatops is not built", e);
        }
    }

    private void prepare(LocalCloud cloud) {
        URI project = URI.create("http://" + cloud.hostPort() + "/v1/projects/" + PROJECT + "/");
        ObjectNode secret = JsonNodeFactory.instance.objectNode();
        secret.putObject("replication").putObject("automatic");
        ObjectNode version = JsonNodeFactory.instance.objectNode();
        version.putObject("payload")
                .put("data", Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)));
        call("PUT", project.resolve("topics/sallyport-requests"), "{}");
        call("POST", project.resolve("secrets?secretId=slack"), secret.toString());
        call("POST", project.resolve("secrets/slack:addVersion"), version.toString());
    }

    private void call(String method, URI uri, String body) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(uri + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void report(double[] hello, double[] command) {
        PrintWriter out = spec.commandLine().getOut();
        Arrays.sort(hello);
        Arrays.sort(command);
        out.printf(Locale.ROOT, "seconds from the start of the process to its answer, %d starts of each%n", runs);
        out.printf(Locale.ROOT, "                   median  worst%n");
        out.printf(Locale.ROOT, "  says hello       %6.2f  %5.2f%n", hello[runs / 2], hello[runs - 1]);
        out.printf(Locale.ROOT, "  Slack's command  %6.2f  %5.2f%n", command[runs / 2], command[runs - 1]);
        out.printf(Locale.ROOT, "  the median is %.2f times the other's%n", command[runs / 2] / hello[runs / 2]);
        out.flush();
    }
}
