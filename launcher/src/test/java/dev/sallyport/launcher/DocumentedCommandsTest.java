package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the README and of the operator's page, one after the other, as somebody types them into a shell that
 * {@code local env} has pointed at a local cloud.
 */
class DocumentedCommandsTest {
    private static final Path ROOT = Checkout.root();
    private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Those that start something which stays, or all tests; tests of their own run them. */
    private static final Pattern ELSEWHERE = Pattern.compile("mvn |--keep|local up|sallyport demo");

    @TempDir
    private Path folder;

    @BeforeEach
    void aShellInWhichTheProgramIs() throws IOException {
        Files.createSymbolicLink(folder.resolve("examples"), ROOT.resolve("examples"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        executable(
                "sallyport",
                "exec '" + java + "' -XX:TieredStopAtLevel=1 -Dsallyport.root='" + folder
                        + "' -Dsallyport.terminal.in='24 80' -cp '" + System.getProperty("java.class.path")
                        + "' dev.sallyport.launcher.Sallyport \"$@\"");
        // An answer that is an error is none of those that the page promises.
        executable("curl", "PATH=${PATH#*:} exec curl --fail \"$@\"");
    }

    @Test
    void theReadmesCommandsDoWhatItSays() {
        assertThat(run("README.md")).isGreaterThanOrEqualTo(4);
    }

    @Test
    void theOperationsPagesCommandsDoWhatItSays() {
        assertThat(run("docs/operations.md")).isGreaterThanOrEqualTo(7);
    }

    /** Returns how many blocks were run. */
    private int run(String document) {
        try (Lab lab = Lab.open()) {
            List<String> blocks = blocks(document);
            blocks.forEach(block -> run(lab, block));
            return blocks.size();
        }
    }

    private static List<String> blocks(String document) {
        try {
            return SHELL_BLOCK
                    .matcher(Files.readString(ROOT.resolve(document)))
                    .results()
                    .map(block -> block.group(1))
                    .filter(block -> !ELSEWHERE.matcher(block).find())
                    .filter(block ->
                            !block.contains("gcloud") || Gcloud.installed().isPresent())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + document, e);
        }
    }

    /** What a program has just published is not accepted at once: who looks for its documents looks again. */
    private void run(Lab lab, String block) {
        String commands = here(lab, block);
        if (block.startsWith("documents=")) {
            Awaitility.await(commands).atMost(PATIENCE).until(() -> exitCode(lab, commands) == 0);
        } else {
            assertThat(exitCode(lab, commands)).as(() -> commands + output()).isZero();
        }
    }

    private static String here(Lab lab, String block) {
        String commands = block.contains("ADDRESS") ? block.replace("ADDRESS", address(lab)) : block;
        return commands.replace("127.0.0.1:4510", lab.house().apiEndpoint())
                .replace("127.0.0.1:4511", lab.house().internetProxy());
    }

    private static String address(Lab lab) {
        return Lab.url(lab.house().deployment("lab")).replaceAll("^https://|/$", "");
    }

    private int exitCode(Lab lab, String commands) {
        try {
            Path typed = Files.writeString(folder.resolve("typed"), "lab\n");
            Process process = shell(lab, commands)
                    .redirectInput(typed.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("no end after " + PATIENCE + ": " + commands + output());
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new AssertionError(commands, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private ProcessBuilder shell(Lab lab, String commands) {
        ProcessBuilder shell =
                new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands).directory(folder.toFile());
        ClientEnvironment.of(lab.house().apiEndpoint(), lab.house().internetProxy(), Lab.PROJECT)
                .exports()
                .forEach(line -> {
                    String variable = line.substring("export ".length());
                    int equals = variable.indexOf('=');
                    shell.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
                });
        shell.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        shell.environment().put("CLOUDSDK_CONFIG", folder.resolve("gcloud").toString());
        shell.environment().putAll(Gcloud.ALONE);
        return shell;
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            throw new AssertionError("cannot read the output", e);
        }
    }

    private void executable(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/usr/bin/env bash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
