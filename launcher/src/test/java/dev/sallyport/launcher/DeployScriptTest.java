package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code deploy.sh}, in a checkout where gcloud, terraform and mvn only say what they were called with. */
class DeployScriptTest {
    private static final String[] WHERE = {"--project", "my-project", "--region", "us-central1"};
    private static final String TOKEN = "ya29.a-token-that-nobody-may-see";

    @TempDir
    private Path folder;

    private Path bin;
    private Path checkout;

    @BeforeEach
    void aCheckoutAndTools() throws IOException {
        bin = Files.createDirectories(folder.resolve("bin"));
        checkout = Files.createDirectories(folder.resolve("checkout"));
        for (String file : List.of(
                "deploy.sh", "infra/functions.yaml", "examples/second.json", "examples/lab.json", "docs/chat.md")) {
            copy(file);
        }
        try (Stream<Path> files = Files.walk(Checkout.root().resolve("infra/google"))) {
            files.filter(Files::isRegularFile)
                    .map(file -> Checkout.root().relativize(file).toString())
                    .filter(file -> !file.contains("/.terraform"))
                    .forEach(this::copy);
        }
        tool("java", "echo 'openjdk version \"17.0.1\" 2025-04-15' >&2");
        tool("jar", "while [ $# -gt 0 ]; do [ \"$1\" != --file ] || echo zip >\"$2\"; shift; done");
        tool("mvn", """
                for module in intake stages compliance chatops; do
                  mkdir -p functions/$module/target/classes libraries
                  echo class >functions/$module/target/classes/$module.class
                  echo jar >libraries/some-library.jar
                  printf '%s' "$PWD/libraries/some-library.jar" >functions/$module/target/class-path
                done""");
        gcloud("echo gs-bucket");
        terraform("");
        tool("curl", "cat >>'" + folder + "/sent'; sed -n 's/^data = //p' '" + folder + "/sent' | tr -d '\\\\'");
        script(checkout.resolve("sallyport"), "echo \"sallyport $*\" >>'" + folder + "/calls'; echo '[ ]'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--region us-central1| --project: missing; expected the id of a project",
                "--project P --region us-central1| --project: P is not the id of a project",
                "--project my-project --region Mars| --region: Mars is not a region, such as us-central1",
                "--project my-project --region| --region: needs a value",
                "--project my-project --region us-central1 --dryrun| --dryrun: unknown",
                "--project my-project --region us-central1 --vars no/file| --vars: no/file cannot be read",
                "--project my-project --region us-central1 --destroy --provision deploy.sh| --provision: not together with --destroy",
            })
    void aBadArgumentIsNamed(String arguments, String message) throws Exception {
        Run run = deploy(arguments.split(" "));

        assertThat(run.code).isEqualTo(2);
        assertThat(run.err).contains("deploy.sh: " + message);
        assertThat(calls()).isEmpty();
    }

    @Test
    void aSecretInThePlaceOfItsNameIsNotShown() throws Exception {
        Run run = deploy("--project", "my-project", "--region", "us-central1", "--slack-secret", "8f74/2231");

        assertThat(run.code).isEqualTo(2);
        assertThat(run.err)
                .contains("--slack-secret: expected the name of a secret in Secret Manager, not its value")
                .doesNotContain("8f74");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secrets = { SALLYPORT_WEBHOOK_KEY = \"key\" } | --slack-secret a | secrets, which would replace --slack-secret",
                "{\"settings\": {}} | --slack-channel C1 | settings, which would replace --slack-channel",
            })
    void whatIsNamedTwiceIsNotDropped(String variables, String option, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("more.tfvars"), variables);

        Run run = deploy(with("--vars", file.toString(), option.split(" ")[0], option.split(" ")[1]));

        assertThat(run.code).isEqualTo(2);
        assertThat(run.err).contains("--vars: " + file + " sets " + message);
        assertThat(calls()).isEmpty();
    }

    @Test
    void everyMissingToolIsNamedWithWhereToGetIt() throws Exception {
        Files.delete(bin.resolve("terraform"));
        Files.delete(bin.resolve("mvn"));

        Run run = deploy(WHERE);

        assertThat(run.code).isEqualTo(3);
        assertThat(run.err)
                .contains("terraform is missing: install Terraform 1.5 or newer")
                .contains("mvn is missing: install Maven 3.8 or newer");
        assertThat(calls()).isEmpty();
    }

    @Test
    void anOldTerraformIsNamed() throws Exception {
        tool("terraform", "echo 'Terraform v1.4.6'");

        Run run = deploy(WHERE);

        assertThat(run.code).isEqualTo(3);
        assertThat(run.err).contains("terraform is too old: Terraform v1.4.6 (expected: 1.5 or newer)");
    }

    @Test
    void missingRightsAreNamed() throws Exception {
        tool("curl", "cat >/dev/null; echo '{\"permissions\": [\"pubsub.topics.create\"]}'");

        Run run = deploy(WHERE);

        assertThat(run.code).isEqualTo(4);
        assertThat(run.err)
                .contains("the permission iam.roles.create is missing on my-project")
                .doesNotContain("pubsub.topics.create");
        assertThat(changes()).isEmpty();
    }

    @Test
    void whereGoogleCloudIsOutOfReachItSaysSoAfterAllThatCanBeDoneWithout() throws Exception {
        gcloud("[ \"$1\" = auth ] || exit 1");

        Run run = deploy(with("--dry-run"));

        assertThat(run.code).as(run.err).isEqualTo(5);
        assertThat(run.out).contains("Everything up to here needs no network");
        assertThat(checkout.resolve("target/packages/functions-stages.zip")).exists();
    }

    @Test
    void aDryRunShowsThePlanAndChangesNothing() throws Exception {
        Run run = deploy(with("--dry-run"));

        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out).contains("A dry run: nothing was changed.");
        assertThat(calls()).anyMatch(call -> call.contains(" plan "));
        assertThat(changes()).isEmpty();
    }

    @Test
    void aDryRunOfAProjectWithoutAStateMakesNoBucket() throws Exception {
        gcloud("[ \"$2\" != buckets ] || exit 1; echo 1234");

        Run run = deploy(with("--dry-run"));

        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out).contains("The bucket gs://my-project-sallyport-state for the state would be made.");
        assertThat(changes()).isEmpty();
    }

    @Test
    void everythingIsDoneInOrder() throws Exception {
        gcloud(
                "case \"$*\" in *buckets\\ describe*) exit 1 ;; *triggers*) echo projects/p/subscriptions/eventarc-1 ;; *)"
                        + " echo 1234 ;; esac");

        Run run = deploy(with("--yes", "--slack-secret", "slack"));

        assertThat(run.code).as(run.err).isZero();
        assertThat(String.join("\n", calls()))
                .containsSubsequence(
                        "gcloud storage buckets create gs://my-project-sallyport-state",
                        " init ",
                        " plan ",
                        " apply ",
                        "gcloud pubsub subscriptions update projects/p/subscriptions/eventarc-1 --project=my-project"
                                + " --dead-letter-topic=projects/my-project/topics/dead --max-delivery-attempts=100"
                                + " --min-retry-delay=10s --max-retry-delay=600s --ack-deadline=60"
                                + " --expiration-period=never",
                        "sallyport plan --project my-project");
        assertThat(run.out)
                .contains("https://console.cloud.google.com/auth/branding?project=my-project")
                .contains("gcloud secrets versions add slack --project=my-project --data-file=-")
                .contains("url: https://slack.example.test/");
        assertThat(checkout.resolve("target/deploy/variables.tfvars.json"))
                .content()
                .contains("\"secrets\": {\"SALLYPORT_SLACK_SIGNING_SECRET\": \"slack\"}");
    }

    @Test
    void noTokenIsOnACommandLineOrInTheOutput() throws Exception {
        Run run = deploy(with("--yes"));

        assertThat(Files.readString(folder.resolve("sent"))).contains(TOKEN);
        assertThat(run.out + run.err + calls()).doesNotContain(TOKEN);
    }

    @Test
    void withoutAConfirmationNothingIsApplied() throws Exception {
        Run run = deploy(WHERE);

        assertThat(run.code).isEqualTo(6);
        assertThat(run.err).contains("nothing was changed");
        assertThat(changes()).isEmpty();
    }

    @Test
    void aRunThatWasStoppedGoesOn() throws Exception {
        terraform("[ \"$2\" != apply ] || exit 1");
        assertThat(deploy(with("--yes")).code).isEqualTo(1);

        terraform("");
        Run again = deploy(with("--yes"));

        assertThat(again.code).as(again.err).isZero();
        assertThat(calls()).noneMatch(call -> call.contains("buckets create"));
    }

    @Test
    void equalPackagesHaveEqualNames() throws Exception {
        Files.delete(bin.resolve("jar"));
        Files.createSymbolicLink(bin.resolve("jar"), Path.of(System.getProperty("java.home"), "bin", "jar"));
        Path built = checkout.resolve("target/packages/functions-intake.zip");
        gcloud("exit 1");

        deploy(with("--dry-run"));
        byte[] first = Files.readAllBytes(built);
        deploy(with("--dry-run"));

        assertThat(built).hasBinaryContent(first);
        Path function = checkout.resolve("target/deploy/packages/functions-intake/function.jar");
        try (JarFile jar = new JarFile(function.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Class-Path"))
                    .isEqualTo("libs/some-library.jar");
            assertThat(jar.getEntry("intake.class")).isNotNull();
        }
    }

    @Test
    void nothingIsTakenDownWhileDeploymentsAreThere() throws Exception {
        script(checkout.resolve("sallyport"), """
                cat <<'LIST'
                [ {
                  "deployment" : "shop",
                  "project" : "my-project",
                  "phase" : "PROTECTED",
                  "generation" : 1
                }, {
                  "deployment" : "gone",
                  "project" : "my-project",
                  "phase" : "DESTROYED",
                  "generation" : 2
                } ]
                LIST""");

        Run run = deploy(with("--destroy", "--yes"));

        assertThat(run.code).isEqualTo(6);
        assertThat(run.err).contains("destroy them first (./sallyport destroy NAME): shop (PROTECTED)\n");
        assertThat(changes()).isEmpty();
    }

    @Test
    void whereItCannotBeToldWhetherDeploymentsAreThereNothingIsTakenDown() throws Exception {
        script(checkout.resolve("sallyport"), "echo 'no answer' >&2; exit 5");

        Run run = deploy(with("--destroy", "--yes"));

        assertThat(run.code).isEqualTo(6);
        assertThat(run.err).contains("cannot be told: no answer");
        assertThat(changes()).isEmpty();
    }

    @Test
    void withoutDeploymentsEverythingIsTakenDown() throws Exception {
        Run run = deploy(with("--destroy", "--yes"));

        assertThat(run.code).as(run.err).isZero();
        assertThat(String.join("\n", changes())).containsSubsequence(" apply ", " destroy ");
    }

    private static String[] with(String... more) {
        return Stream.concat(Stream.of(WHERE), Stream.of(more)).toArray(String[]::new);
    }

    /** Calls that change something in Google Cloud. */
    private List<String> changes() throws IOException {
        return calls().stream()
                .filter(call -> call.matches(
                        "gcloud .* (create|update|delete|enable|add)\\b.*|terraform \\S+ (apply|destroy) .*"
                                + "|sallyport (provision|plan|destroy) .*"))
                .toList();
    }

    private List<String> calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private void gcloud(String script) throws IOException {
        tool("gcloud", "[ \"$2\" != print-access-token ] || { echo " + TOKEN + "; exit; }\n" + script);
    }

    private void terraform(String script) throws IOException {
        tool("terraform", """
                %s
                case "$*" in
                  version) echo 'Terraform v1.11.4' ;;
                  *console*) echo 'sallyport-intake: dev.sallyport.intake.IntakeFunction' ;;
                  *deliveries) echo 'intake projects/p/triggers/t projects/my-project/topics/dead 100 10s 600s 60' ;;
                  *empty_secrets) echo slack ;;
                  *slack_url) printf https://slack.example.test/ ;;
                esac""".formatted(script));
    }

    /** Something on the PATH that keeps what it was called with. */
    private void tool(String name, String script) throws IOException {
        script(bin.resolve(name), keep(name) + script);
    }

    private String keep(String name) {
        return List.of("gcloud", "terraform").contains(name)
                ? "[ \"$1\" = version ] || echo \"" + name + " $*\" >>'" + folder + "/calls'\n"
                : "";
    }

    private static void script(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + script + "\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void copy(String file) {
        try {
            Path target = checkout.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(Checkout.root().resolve(file), target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + file, e);
        }
    }

    /** With the tools above and the shell's own, and nothing on standard input. */
    private Run deploy(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(checkout.resolve("deploy.sh").toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(checkout.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("PATH", bin + ":" + essentials());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** No terraform, mvn or gcloud that the machine happens to have. */
    private Path essentials() throws IOException {
        Path essentials = Files.createDirectories(folder.resolve("essentials"));
        for (String name : List.of(
                "bash",
                "cat",
                "cp",
                "dirname",
                "env",
                "find",
                "fold",
                "grep",
                "head",
                "mkdir",
                "realpath",
                "rm",
                "sed",
                "sha256sum",
                "sort",
                "tail",
                "tr",
                "wc")) {
            Path link = essentials.resolve(name);
            if (!Files.exists(link)) {
                Files.createSymbolicLink(
                        link, Path.of(Files.exists(Path.of("/bin", name)) ? "/bin" : "/usr/bin", name));
            }
        }
        return essentials;
    }

    private record Run(int code, String out, String err) {}
}
