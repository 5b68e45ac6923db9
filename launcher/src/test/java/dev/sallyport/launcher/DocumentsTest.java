package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documents tell a reader to type, to open or to expect is really there. */
class DocumentsTest {
    private static final Path ROOT = Checkout.root();
    private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern PICTURE = Pattern.compile("```mermaid\n.*?```", Pattern.DOTALL);
    private static final Pattern EXAMPLE = Pattern.compile("examples/[a-z0-9-]+\\.json");

    @Test
    void theReadmesFirstTwoCommandsRunItAndTestIt() {
        assertThat(shellLines("README.md").toList())
                .startsWith("./sallyport provision examples/lab.json", "mvn -B verify");
    }

    @Test
    void everySallyportCommandOfTheReadmeIsUnderstood() {
        List<String> commands = shellLines("README.md")
                .filter(line -> line.startsWith("./sallyport "))
                .toList();
        CommandLine sallyport = Sallyport.commandLine(new Shell(ROOT).surroundings());

        assertThat(commands)
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(command -> sallyport.parseArgs(
                        command.substring("./sallyport ".length()).split(" ")));
        assertThat(Files.isExecutable(ROOT.resolve("sallyport"))).isTrue();
    }

    @Test
    void theContinuousIntegrationRunsTheReadmesCommands() throws IOException {
        String script = Files.readString(ROOT.resolve(".ci/run"));

        assertThat(shellLines("README.md").limit(2))
                .allSatisfy(command -> assertThat(script).contains(" " + command + "\n"));
        assertThat(Files.isExecutable(ROOT.resolve(".ci/run"))).isTrue();
    }

    @Test
    void theReadmeShowsTheBlueprintAsItIsDrawnFromTheCode() {
        Matcher drawn = PICTURE.matcher(read(ROOT.resolve("docs/blueprint.md")));

        assertThat(drawn.find()).isTrue();
        assertThat(read(ROOT.resolve("README.md"))).contains(drawn.group());
    }

    @ParameterizedTest
    @CsvSource({
        "provision, 7",
        "repair, 6",
        "destroy, 7",
        "status, 3",
        "list, 3",
        "events, 5",
        "explain, 3",
        "dead-letters, 3",
        "local up, 7",
        "local env, 3"
    })
    void everyOptionIsInTheOperationsPage(String command, int atLeast) throws IOException {
        String page = Files.readString(ROOT.resolve("docs/operations.md"));
        CommandLine parsed = Sallyport.commandLine(new Shell(ROOT).surroundings());
        for (String name : command.split(" ")) {
            parsed = parsed.getSubcommands().get(name);
        }

        assertThat(parsed.getCommandSpec().options().stream()
                        .filter(option -> !option.usageHelp() && !option.versionHelp()))
                .hasSizeGreaterThanOrEqualTo(atLeast)
                .allSatisfy(option -> assertThat(page).contains("| `" + option.longestName() + "` |"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) {
        assertThat(LINK.matcher(read(document)).results().map(link -> link.group(1)))
                .allSatisfy(link ->
                        assertThat(document.resolveSibling(link).normalize()).exists());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyExampleIsThere(Path document) {
        assertThat(EXAMPLE.matcher(read(document)).results().map(MatchResult::group))
                .allSatisfy(example -> assertThat(ROOT.resolve(example)).exists());
    }

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages =
                    docs.filter(page -> page.toString().endsWith(".md")).toList();
            return Stream.concat(Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")), pages.stream());
        }
    }

    private static Stream<String> shellLines(String document) {
        return SHELL_BLOCK
                .matcher(read(ROOT.resolve(document)))
                .results()
                .flatMap(block -> block.group(1).lines());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
