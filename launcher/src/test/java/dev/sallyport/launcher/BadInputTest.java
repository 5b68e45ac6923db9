package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever cannot be used is named with what would be right; the exit code is 2 and nothing has been started. */
class BadInputTest {
    private static final String GOOD = """
            {"action": "provision", "deployment": "web", "project": "web-project", "principals": ["user:a@example.com"]}
            """;

    @TempDir
    private Path folder;

    /** Once the house starts there is a log; none means that nothing was started. */
    @AfterEach
    void nothingWasStarted() {
        assertThat(folder.resolve("target")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("faultyRequests")
    void aFaultyRequestIsNamedByFilePlaceAndWhatWouldBeRight(String request, String place) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), request);
        Shell shell = new Shell(folder);

        assertThat(shell.run("provision", file.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err().lines())
                .anySatisfy(
                        line -> assertThat(line).startsWith(file + ":" + place).contains("(expected: "));
        assertThat(shell.out()).isEmpty();
    }

    static Stream<Arguments> faultyRequests() {
        return Stream.of(
                arguments("", " "),
                arguments("provision web please", " "),
                arguments("{\"action\": \"provision\"", " "),
                arguments("[]", " "),
                arguments("null", " "),
                arguments(" ".repeat(10_000_000), " "),
                arguments(GOOD.replace("web-project", "Web Project"), " /project:"),
                arguments(GOOD.replace("\"web\"", "\"-web\""), " /deployment:"),
                arguments(GOOD.replace("\"web\"", "\"web\", \"colour\": \"red\""), " /colour:"),
                arguments(
                        GOOD.replace("\"web\"", "\"web\", \"instanceGroup\": {\"size\": 0}"), " /instanceGroup/size:"),
                arguments(
                        GOOD.replace("\"web\"", "\"web\", \"firewall\": {\"sourceRanges\": [\"10.0.0.1/8\"]}"),
                        " /firewall/sourceRanges/0:"),
                arguments(GOOD.replace("user:a@example.com", "a@example.com"), " /principals/0:"),
                arguments(GOOD.replace("user:a@example.com", "allUsers"), " /principals/0:"),
                arguments(GOOD.replace("[\"user:a@example.com\"]", "[]"), " /principals:"));
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        Shell shell = new Shell(folder).input("{\"action\": \"demolish\", \"size\": 3}");

        assertThat(shell.run("provision", "-")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err().lines())
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(line -> line.startsWith("standard input: "));
    }

    @Test
    void aRequestForSomethingElseThanAProvisionIsNotTaken() {
        Shell shell = new Shell(folder).input("{\"action\": \"destroy\", \"deployment\": \"web\"}");

        assertThat(shell.run("provision", "-")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("web (expected: a request with the action provision)");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Shell shell = new Shell(folder);

        assertThat(shell.run("provision", "nowhere.json")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err())
                .isEqualToIgnoringNewLines(
                        "sallyport: nowhere.json: there is no such file (expected: a request, such as"
                                + " examples/lab.json)");
    }

    @Test
    void whatNoMessageCouldHoldIsNotReadToItsEnd() {
        Shell shell = new Shell(folder).input(" ".repeat(10_000_001));

        assertThat(shell.run("provision", "-")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err())
                .contains("standard input: has more than 10 MB (expected: a request, of 256 KiB at most)");
    }

    @Test
    void aFolderIsNoRequest() {
        Shell shell = new Shell(folder);

        assertThat(shell.run("provision", folder.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains(folder + ": cannot be read").contains("(expected: a readable file)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--internet-port"})
    void aBusyPortIsNamedWithItsFlag(String flag) throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(busy.getLocalPort());
            String otherFlag = flag.equals("--port") ? "--internet-port" : "--port";
            Shell shell = new Shell(folder).input(GOOD);

            assertThat(shell.run("provision", "-", flag, port, otherFlag, "0")).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(shell.err()).contains(flag + " " + port + ": port " + port + " on 127.0.0.1 is in use");
        }
    }

    @Test
    void aMistakeInTheCommandLineIsSaidInAFewLinesWithTheWayToTheHelp() {
        Shell shell = new Shell(folder);

        assertThat(shell.run("provision", "--jsn", "-")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err().lines())
                .hasSizeLessThan(5)
                .last()
                .isEqualTo("Options and examples: ./sallyport help provision");
    }

    @Test
    void theWayToTheHelpOfASubcommandIsRight() {
        Shell shell = new Shell(folder);

        assertThat(shell.run("local", "up", "--jsn")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err().lines()).last().isEqualTo("Options and examples: ./sallyport local help up");
        assertThat(new Shell(folder).run("local", "help", "up")).isZero();
    }

    @ParameterizedTest
    @MethodSource("wrongArguments")
    void anArgumentThatCannotBeUsedIsNamed(List<String> arguments, String message) {
        Shell shell = new Shell(folder).input(GOOD);

        assertThat(shell.run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains(message);
        assertThat(shell.out()).isEmpty();
    }

    static Stream<Arguments> wrongArguments() {
        return Stream.of(
                arguments(List.of(), "Usage: sallyport"),
                arguments(List.of("provsion"), "provsion"),
                arguments(List.of("provision"), "REQUEST"),
                arguments(List.of("provision", "-", "-"), "Unmatched argument"),
                arguments(List.of("provision", ""), "the request's name is empty (expected: a file"),
                arguments(List.of("provision", "--jsn", "-"), "--jsn"),
                arguments(List.of("provision", "--port", "http", "-"), "'http' (expected: 1 to 65535, or 0 for any)"),
                arguments(List.of("provision", "--port", "70000", "-"), "--port 70000: is no port"),
                arguments(
                        List.of("provision", "--port", "4512", "--internet-port", "4512", "-"),
                        "--internet-port 4512: is the port of --port too"),
                arguments(List.of("provision", "--latency", "slow", "-"), "expected: none, realistic"),
                arguments(List.of("provision", "--timeout", "10", "-"), "expected: a number of s, m or h"),
                arguments(List.of("local"), "Missing required subcommand"),
                arguments(List.of("local", "down"), "down"),
                arguments(List.of("local", "up", "--latency", "slow"), "expected: none, realistic"),
                arguments(List.of("local", "up", "--iap-policy-delay", "2"), "expected: a number of s, m or h"),
                arguments(List.of("local", "up", "--port", "70000"), "--port 70000: is no port"),
                arguments(List.of("local", "up", "--project", "Me"), "'Me' (expected: 6 to 30 lower-case letters"),
                arguments(
                        List.of("local", "up", "--port", "4712", "--internet-port", "4712"),
                        "--internet-port 4712: is the port of --port too"),
                arguments(List.of("local", "env", "--port", "http"), "'http' (expected: 1 to 65535"));
    }
}
