package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.chain.Topics;
import dev.sallyport.local.functions.FunctionSpec;
import dev.sallyport.local.functions.FunctionsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Terraform and the local cloud make the same of {@code infra/functions.yaml}. */
class TerraformTest {
    private static final Path ROOT = Checkout.root();
    private static final Path GOOGLE = ROOT.resolve("infra/google");
    private static final Path LIST = ROOT.resolve("infra/functions.yaml");
    private static final FunctionsFile FUNCTIONS = FunctionsFile.read(LIST);

    private static final Pattern SETTING = Pattern.compile("\"(SALLYPORT_[A-Z_]+)\"");

    @Test
    void bothKnowTheSameFunctionsTopicsAndPermissions() throws Exception {
        JsonNode read =
                evaluated("{functions = local.functions, deliveries = local.deliveries, topics = local.topics}");

        assertThat(names(read.path("functions")))
                .containsExactlyInAnyOrderElementsOf(
                        FUNCTIONS.functions().stream().map(FunctionSpec::name).toList());
        assertThat(texts(read.path("topics"))).containsExactlyInAnyOrderElementsOf(topics());
        for (FunctionSpec function : FUNCTIONS.functions()) {
            JsonNode same = read.path("functions").path(function.name());
            assertThat(same.path("entry_point").asText()).isEqualTo(function.entryPoint());
            assertThat(same.path("package").asText())
                    .isEqualTo(function.module().replace('/', '-'));
            assertThat(same.path("memory").asText()).isEqualTo(function.memory());
            assertThat(same.path("seconds").asLong())
                    .isEqualTo(function.timeout().toSeconds());
            assertThat(same.path("concurrency").asInt()).isEqualTo(function.concurrency());
            assertThat(same.path("java_options").asText()).isEqualTo(function.javaOptions());
            assertThat(texts(same.path("permissions"))).containsExactlyInAnyOrderElementsOf(function.permissions());
            if (function.trigger() instanceof FunctionSpec.Topic trigger) {
                assertDelivery(read.path("deliveries").path(function.name()), trigger);
            }
        }
    }

    @Test
    void eachPermissionIsGrantedInOnePlace() throws Exception {
        JsonNode read = evaluated(
                "{all = {for name, each in local.functions : name => each.permissions},"
                        + " granted = {for name, each in local.functions : name => concat(local.own_permissions[name],"
                        + " local.secret_permissions[name], local.account_permissions[name], local.target_permissions[name])}}");

        read.path("all")
                .properties()
                .forEach(function -> assertThat(texts(read.path("granted").path(function.getKey())))
                        .as(function.getKey())
                        .containsExactlyInAnyOrderElementsOf(texts(function.getValue())));
    }

    @Test
    void aFunctionThatIsFedByAuditLogsNeedsNothingElse() throws Exception {
        Path list = Files.createTempFile("functions", ".yaml");
        Files.writeString(list, Files.readString(LIST) + """
                  - name: audit-watch
                    module: functions/compliance
                    entryPoint: org.example.AuditWatch
                    topic: sallyport-fed
                    auditLog: log_id("cloudaudit.googleapis.com/activity")
                """);
        try {
            assertThat(
                            evaluated(
                                    list,
                                    "{for each in local.functions : each.topic => each.audit_log if each.topic == \"sallyport-fed\"}"))
                    .hasToString("{\"sallyport-fed\":\"log_id(\\\"cloudaudit.googleapis.com/activity\\\")\"}");
        } finally {
            Files.delete(list);
        }
    }

    @Test
    void everyStageHasAFunctionOnItsTopic() {
        assertThat(topics())
                .containsAll(Blueprint.protectedApplication().stages().stream()
                        .map(Topics::of)
                        .toList())
                .contains(Topics.REQUESTS, Topics.PLANS, Topics.LIFECYCLE, Topics.DEAD_LETTERS);
    }

    @Test
    void everySettingThatFunctionsReadCanBeSet() throws IOException {
        Set<String> read = new TreeSet<>();
        for (String module : List.of("shared", "functions")) {
            try (Stream<Path> sources = Files.walk(ROOT.resolve(module))) {
                sources.filter(file -> file.toString().contains("/src/main/java/"))
                        .filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> SETTING.matcher(text(file))
                                .results()
                                .map(MatchResult::group)
                                .forEach(name -> read.add(name.replace("\"", ""))));
            }
        }
        // Where Google's services are, and how long a function has, is nobody's choice there.
        read.removeAll(Set.of(
                "SALLYPORT_API_ENDPOINT",
                "SALLYPORT_INTERNET_PROXY",
                "SALLYPORT_FUNCTION_TIMEOUT",
                "SALLYPORT_GOOGLE_CHAT_API",
                "SALLYPORT_GOOGLE_CHAT_KEYS",
                "SALLYPORT_SLACK_API",
                "SALLYPORT_SLACK_HOOKS"));

        Set<String> listed = SETTING.matcher(text(LIST).replaceAll("SALLYPORT_[A-Z_]+", "\"$0\""))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(read).hasSizeGreaterThan(10).isEqualTo(listed);
    }

    @Test
    void theFilesAreFormatted() throws Exception {
        assertThat(terraform("", "fmt", "-check", "-diff", "-recursive", GOOGLE.toString()))
                .isEmpty();
    }

    @Test
    void noVariableOrOutputIsMissingInTheReadme() throws IOException {
        String readme = text(GOOGLE.resolve("README.md"));
        Pattern declared = Pattern.compile("(?m)^(?:variable|output) \"(\\w+)\"");

        for (String file : List.of("variables.tf", "outputs.tf")) {
            assertThat(declared.matcher(text(GOOGLE.resolve(file))).results().map(found -> found.group(1)))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
        }
    }

    private static void assertDelivery(JsonNode delivery, FunctionSpec.Topic trigger) {
        assertThat(delivery.path("topic").asText()).isEqualTo(trigger.topic());
        assertThat(delivery.path("minimum_backoff").asText())
                .isEqualTo(trigger.retry().minimumBackoff().toSeconds() + "s");
        assertThat(delivery.path("maximum_backoff").asText())
                .isEqualTo(trigger.retry().maximumBackoff().toSeconds() + "s");
        assertThat(delivery.path("dead_letter_topic").asText())
                .isEqualTo(trigger.deadLetter().topic());
        assertThat(delivery.path("max_delivery_attempts").asInt())
                .isEqualTo(trigger.deadLetter().maxDeliveryAttempts());
    }

    private static Set<String> topics() {
        Set<String> topics = new TreeSet<>(FUNCTIONS.topics());
        for (FunctionSpec function : FUNCTIONS.functions()) {
            if (function.trigger() instanceof FunctionSpec.Topic trigger) {
                topics.add(trigger.topic());
                topics.add(trigger.deadLetter().topic());
            }
        }
        return topics;
    }

    private static JsonNode evaluated(String expression) throws Exception {
        return evaluated(LIST, expression);
    }

    /** What Terraform makes of an expression, in the module that reads the list of functions. */
    private static JsonNode evaluated(Path list, String expression) throws Exception {
        String printed = terraform(
                "jsonencode(" + expression + ")\n",
                "-chdir=" + GOOGLE.resolve("modules/functions"),
                "console",
                "-var",
                "file=" + list);
        ObjectMapper json = new ObjectMapper();
        return json.readTree(json.readValue(printed, String.class));
    }

    private static String terraform(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(false)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "terraform is not installed: " + e.getMessage());
            throw e;
        }
        try (var typed = process.getOutputStream()) {
            typed.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return printed;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
