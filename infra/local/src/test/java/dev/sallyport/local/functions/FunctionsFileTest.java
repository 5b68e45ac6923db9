package dev.sallyport.local.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.local.functions.FunctionSpec.DeadLetter;
import dev.sallyport.local.functions.FunctionSpec.Http;
import dev.sallyport.local.functions.FunctionSpec.Retry;
import dev.sallyport.local.functions.FunctionSpec.Topic;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsFileTest {
    private static final String VALID = """
            topics: [requests, dead-letters]
            defaults:
              memory: 512Mi
              timeout: 540s
              concurrency: 4
              retry: {minimumBackoff: 10s, maximumBackoff: 600s}
              deadLetter: {topic: dead-letters, maxDeliveryAttempts: 100}
            functions:
              - name: intake
                module: functions/intake
                entryPoint: org.example.Intake
                topic: requests
                timeout: 60s
                permissions: [pubsub.topics.publish]
                secrets: [SALLYPORT_KEY]
                minInstances: 1
              - name: hook
                module: functions/hook
                entryPoint: org.example.Hook
                http: true
                javaOptions: -Xss1m -XX:TieredStopAtLevel=1
                roles: []
            """;

    @Test
    void functionsHaveTheDefaultsUnlessTheySayOtherwise() {
        FunctionsFile file = FunctionsFile.parse(VALID, "functions.yaml");

        assertThat(file.topics()).containsExactly("requests", "dead-letters");
        assertThat(file.functions())
                .containsExactly(
                        new FunctionSpec(
                                "intake",
                                "functions/intake",
                                "org.example.Intake",
                                new Topic(
                                        "requests",
                                        new Retry(Duration.ofSeconds(10), Duration.ofSeconds(600)),
                                        new DeadLetter("dead-letters", 100)),
                                "512Mi",
                                Duration.ofSeconds(60),
                                4,
                                List.of("pubsub.topics.publish")),
                        new FunctionSpec(
                                "hook",
                                "functions/hook",
                                "org.example.Hook",
                                new Http(),
                                "512Mi",
                                Duration.ofSeconds(540),
                                4,
                                List.of(),
                                "-Xss1m -XX:TieredStopAtLevel=1"));
    }

    @Test
    void aTopicMayBeFedByTheAuditLog() {
        String filter = "protoPayload.serviceName=\"compute.googleapis.com\"";
        String yaml = VALID.replace("timeout: 60s", "auditLog: " + filter);

        assertThat(FunctionsFile.parse(yaml, "functions.yaml")
                        .functions()
                        .get(0)
                        .trigger())
                .isInstanceOfSatisfying(
                        Topic.class, topic -> assertThat(topic.auditLog()).contains(filter));
    }

    @Test
    void theListOfThisRepositoryIsValid() {
        FunctionsFile file = FunctionsFile.read(Path.of("../functions.yaml"));

        assertThat(file.functions()).extracting(FunctionSpec::name).contains("intake", "verify");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-Xss1m| Xss1m| /functions/1/javaOptions: \"Xss1m -XX:TieredStopAtLevel=1\" is not options that begin with a hyphen",
                "timeout: 60s| timeuot: 60s| /functions/0/timeuot: unknown",
                "timeout: 60s| timeout: 1m| /functions/0/timeout: \"1m\"; expected seconds",
                "timeout: 60s| timeout: 3601s| /functions/0/timeout: \"3601s\"; expected seconds",
                "topic: requests| http: false| /functions/0: expected either topic: NAME or http: true",
                "http: true| http: maybe| /functions/1: expected either",
                "name: hook| name: intake| /functions/1/name: 'intake' is there twice",
                "name: hook| name: Hook| /functions/1/name: \"Hook\" is not a lower-case name",
                "module: functions/hook| roles2: []| /functions/1/module: missing",
                "minInstances: 1| minInstances: -1| /functions/0/minInstances: -1; expected a number from 0 to 1000",
                "minInstances: 1| settings: [COLOUR]| /functions/0/settings/0: 'COLOUR' is not a name",
                "SALLYPORT_KEY| SALLYPORT-KEY| /functions/0/secrets/0: 'SALLYPORT-KEY' is not a name",
                "pubsub.topics.publish| roles/pubsub.publisher| /functions/0/permissions/0: 'roles/pubsub.publisher' is not a name",
                "memory: 512Mi| memory: 512| /functions/0/memory: 512 is not an amount",
                "concurrency: 4| concurrency: 0| /functions/0/concurrency: 0; expected a number from 1 to 1000",
                "concurrency: 4| colour: red| /defaults/colour: unknown",
                "maxDeliveryAttempts: 100| maxDeliveryAttempts: 4| expected a number from 5 to 100",
                "minimumBackoff: 10s, | ''| /functions/0/retry/minimumBackoff: missing",
                "timeout: 60s| schedule: hourly| /functions/0/schedule: \"hourly\"; expected five fields of cron",
                "roles: []| schedule: 0 * * * *| /functions/1/schedule: expected beside topic: NAME only",
                "roles: []| auditLog: severity=ERROR| /functions/1/auditLog: expected beside topic: NAME only",
                "timeout: 60s| auditLog: colour=red| /functions/0/auditLog: Field not found: 'colour'.",
                "timeout: 60s| auditLog: ''| /functions/0/auditLog: \"\" is not a filter of Cloud Logging",
                "topics: [requests, dead-letters]| topics: [requests, '']| /topics/1: '' is not a name",
            })
    void aFaultIsNamedWithItsPlace(String valid, String faulty, String message) {
        assertThat(VALID).contains(valid);
        assertThatThrownBy(() -> FunctionsFile.parse(VALID.replace(valid, faulty), "functions.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("functions.yaml is not a list of functions:")
                .hasMessageContaining(message);
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        String faulty = VALID.replace("timeout: 60s", "timeout: soon").replace("name: hook", "name: intake");

        assertThatThrownBy(() -> FunctionsFile.parse(faulty, "functions.yaml"))
                .hasMessageContaining("/functions/0/timeout")
                .hasMessageContaining("/functions/1/name");
    }

    @ParameterizedTest
    @CsvSource({"'functions: ['", "'a: 1\na: 2'"})
    void whatIsNotYamlIsRefused(String text) {
        assertThatThrownBy(() -> FunctionsFile.parse(text, "functions.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("functions.yaml is not YAML:");
    }

    @ParameterizedTest
    @CsvSource({"''", "'[]'", "'text'"})
    void whatHoldsNoFunctionsIsRefused(String text) {
        assertThatThrownBy(() -> FunctionsFile.parse(text, "functions.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("functions");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> FunctionsFile.read(Path.of("absent.yaml")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("absent.yaml");
    }
}
