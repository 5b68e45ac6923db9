package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code sallyport}, in a checkout where java and mvn only say what they were called with. */
class ScriptTest {
    private static final List<String> MODULES = List.of(
            "base",
            "shared",
            "infra/local",
            "functions/intake",
            "functions/stages",
            "functions/compliance",
            "functions/chatops",
            "launcher");
    private static final String ARCHIVE = "launcher/target/classes-17.0.15.jsa";
    private static final String VERSION_17 =
            "[ \"$1\" = -version ] && { echo 'openjdk version \"17.0.15\"' >&2; exit; }; ";
    private static final Instant BUILT = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir
    private Path folder;

    private Path checkout;
    private Path bin;

    @BeforeEach
    void aBuiltCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("check out"));
        bin = Files.createDirectories(folder.resolve("bin"));
        Files.copy(Checkout.root().resolve("sallyport"), checkout.resolve("sallyport"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        for (String module : MODULES) {
            Files.createDirectories(checkout.resolve(module).resolve("src/main/java"));
            Files.createDirectories(checkout.resolve(module).resolve("target/classes"));
            Files.writeString(checkout.resolve(module).resolve("pom.xml"), "<project/>");
        }
        Files.writeString(checkout.resolve("launcher/target/class-path"), "/some/library.jar");
        Files.createFile(checkout.resolve("launcher/target/sallyport-launcher.jar"));
        Files.writeString(checkout.resolve(ARCHIVE), "classes");
        setTimes(BUILT.minusSeconds(60));
        touch("launcher/target/class-path", BUILT);
        touch(ARCHIVE, BUILT.plusSeconds(1));
        java("17.0.15");
        mvn("touch launcher/target/class-path");
    }

    @Test
    void whatIsBuiltIsStartedWithoutMaven() throws Exception {
        Run run = sallyport("provision", "a request.json");

        assertThat(run.code).isZero();
        assertThat(run.err).isEmpty();
        assertThat(run.out)
                .contains("-cp", checkout + "/launcher/target/sallyport-launcher.jar:/some/library.jar")
                .containsSubsequence("dev.sallyport.launcher.Sallyport", "provision", "a request.json")
                .contains("-Dsallyport.root=" + checkout);
    }

    @Test
    void aSourceNewerThanTheBuildIsBuilt() throws Exception {
        Files.writeString(checkout.resolve("shared/src/main/java/New.java"), "class New {}");

        assertThat(sallyport("help").err).contains("Building Sallyport").contains("Built in");
        assertThat(mavenCalls()).containsExactly("-B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package");
    }

    @Test
    void aDeletedSourceIsNewsToo() throws Exception {
        touch("shared/src/main/java", BUILT.plusSeconds(1));

        sallyport("help");

        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void aModuleThatWasCleanedIsBuilt() throws Exception {
        Files.delete(checkout.resolve("functions/intake/target/classes"));

        sallyport("help");

        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void aBuildIsNotRepeated() throws Exception {
        Files.delete(checkout.resolve("launcher/target/class-path"));
        mvn("echo /some/library.jar > launcher/target/class-path");

        sallyport("help");
        sallyport("help");

        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void theArchiveOfTheBuildIsUsed() throws Exception {
        Run run = sallyport("help");

        assertThat(run.out).contains("-XX:SharedArchiveFile=" + checkout + "/" + ARCHIVE);
        assertThat(run.err).isEmpty();
    }

    @Test
    void anArchiveIsMadeByLettingEverythingStartOnce() throws Exception {
        Files.delete(checkout.resolve(ARCHIVE));
        executable(
                "java",
                VERSION_17 + "for each; do case $each in -XX:ArchiveClassesAtExit=*)"
                        + " echo classes >\"${each#*=}\"; esac; done; printf '%s\\n' \"$@\"");

        Run run = sallyport("help");

        assertThat(run.err).contains("Preparing quick starts");
        assertThat(checkout.resolve("target/archive.log")).content().contains("local\nup\n--until-ready");
        assertThat(run.out).contains("-XX:SharedArchiveFile=" + checkout + "/" + ARCHIVE);
        assertThat(sallyport("help").err).isEmpty();
    }

    @Test
    void anArchiveOlderThanTheBuildIsMadeAgain() throws Exception {
        touch(ARCHIVE, BUILT.minusSeconds(1));

        assertThat(sallyport("help").err).contains("Preparing quick starts");
    }

    @Test
    void anArchiveThatCannotBeMadeIsDoneWithoutAndNotTriedAgain() throws Exception {
        Files.delete(checkout.resolve(ARCHIVE));
        executable("java", VERSION_17 + "case \"$*\" in *ArchiveClassesAtExit*) exit 1; esac; printf '%s\\n' \"$@\"");

        Run first = sallyport("help");
        Run second = sallyport("help");

        assertThat(first.code).isZero();
        assertThat(first.out).contains("help").noneMatch(option -> option.contains("SharedArchiveFile"));
        assertThat(second.err).isEmpty();
        assertThat(second.out).noneMatch(option -> option.contains("SharedArchiveFile"));
    }

    @Test
    void aJdkSaysItsVersionInAFileOfItsOwn() throws Exception {
        Path home = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"N.N.\"\nJAVA_VERSION=\"25.0.3\"\n");
        Files.move(bin.resolve("java"), home.resolve("bin/java"));

        Run run = run(Map.of("JAVA_HOME", home.toString()), checkout.resolve("sallyport"), "help");

        assertThat(run.code).isZero();
        assertThat(run.out).contains("--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void aFailedBuildShowsMavensErrorsAndNamesItsLog() throws Exception {
        Files.delete(checkout.resolve("launcher/target/class-path"));
        mvn("echo '[INFO] fine'; echo '[ERROR] no such plugin'; exit 1");

        Run run = sallyport("help");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.out).isEmpty();
        assertThat(run.err)
                .contains("[ERROR] no such plugin")
                .doesNotContain("[INFO]")
                .contains("the build failed; all that Maven said is in " + checkout + "/target/build.log");
        assertThat(checkout.resolve("target/build.log")).content().contains("[INFO] fine");
    }

    @Test
    void aJavaThatIsTooOldIsNamed() throws Exception {
        java("11.0.2");

        Run run = sallyport("help");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).contains(bin + "/java is Java 11; set JAVA_HOME to a JDK 17 or newer");
    }

    @Test
    void javaHomeComesFirst() throws Exception {
        Run run = run(Map.of("JAVA_HOME", folder + "/nowhere"), checkout.resolve("sallyport"), "help");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).contains("JAVA_HOME is " + folder + "/nowhere, but there is no bin/java in it");
    }

    @Test
    void aLinkFromElsewhereFindsTheCheckout() throws Exception {
        Path link = Files.createSymbolicLink(bin.resolve("sp"), checkout.resolve("sallyport"));
        Path second = Files.createSymbolicLink(folder.resolve("relative"), Path.of("bin/sp"));

        assertThat(run(Map.of(), link, "help").out).contains("-Dsallyport.root=" + checkout);
        assertThat(run(Map.of(), second, "help").out).contains("-Dsallyport.root=" + checkout);
    }

    @Test
    void furtherOptionsReachTheVirtualMachine() throws Exception {
        Run run = run(Map.of("SALLYPORT_JAVA_OPTS", "-Xmx1g -Dx=y"), checkout.resolve("sallyport"), "help");

        assertThat(run.out).containsSubsequence("-Xmx1g", "-Dx=y", "dev.sallyport.launcher.Sallyport");
    }

    @Test
    void theExitCodeIsTheProgramsOwn() throws Exception {
        executable("java", VERSION_17 + "exit 130");

        assertThat(sallyport("help").code).isEqualTo(130);
    }

    private Run sallyport(String... arguments) throws Exception {
        return run(Map.of(), checkout.resolve("sallyport"), arguments);
    }

    private Run run(Map<String, String> environment, Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", bin + ":/usr/local/bin:/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
        return new Run(process.exitValue(), Files.readAllLines(out), Files.readString(err));
    }

    private List<String> mavenCalls() throws IOException {
        Path calls = folder.resolve("mvn-calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private void java(String version) throws IOException {
        executable(
                "java",
                "[ \"$1\" = -version ] && { echo 'openjdk version \"" + version
                        + "\" 2025-04-15' >&2; exit; }; printf '%s\\n' \"$@\"");
    }

    private void mvn(String script) throws IOException {
        executable(
                "mvn", "echo \"$@\" >>'" + folder + "/mvn-calls'; mkdir -p functions/intake/target/classes; " + script);
    }

    private void executable(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/bash\n" + script + "\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void setTimes(Instant time) throws IOException {
        try (var files = Files.walk(checkout)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
    }

    private void touch(String file, Instant time) throws IOException {
        Files.setLastModifiedTime(checkout.resolve(file), FileTime.from(time));
    }

    private record Run(int code, List<String> out, String err) {}
}
