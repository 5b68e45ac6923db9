package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.TCPHealthCheck;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** VMs that run a command of their metadata in the place of the sample app. */
class GuestCommandTest {
    private final Lab lab = Lab.empty();
    private final Instance vm = lab.vmWithCommand(GuestProgram.command());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void theCommandServesOnThePortOfTheStartupScript() {
        lab.bootGuestProgram();

        HttpResponse<String> response = lab.client().get("http://34.70.0.2/some/path");

        assertThat(response.body()).startsWith("lab-1\nGET /some/path HTTP/1.1");
    }

    @Test
    void theHeaderThatSaysWhereTheClientStandsGoesNoFurther() {
        lab.bootGuestProgram();
        lab.putFirewall("open", List.of("203.0.113.7"));
        assertThat(lab.client().get("http://34.70.0.2/").statusCode()).isEqualTo(504);

        HttpResponse<String> told = lab.client().get("http://34.70.0.2/", "x-source", "203.0.113.7");

        assertThat(told.body()).contains("GET / HTTP/1.1").doesNotContainIgnoringCase("x-source");
    }

    @Test
    void aVmThatFailsItsProbesGetsNoRequestsUntilItIsWellAgain() {
        lab.bootGuestProgram();
        lab.bootVm(lab.vm(2, Lab.STARTUP_SCRIPT));
        lab.putService(77, false);
        lab.putFrontEnd();
        assertThat(servers()).containsExactlyInAnyOrder("lab-1", "sample app");

        lab.client().get("http://34.70.0.2/sicken");
        awaitingProbes("the sick VM to be left out", () -> servers().equals(Set.of("sample app")));

        lab.client().get("http://34.70.0.2/recover");
        awaitingProbes("the VM to be back", () -> servers().equals(Set.of("lab-1", "sample app")));
    }

    /** Who answers four requests in a row. */
    private Set<String> servers() {
        return Stream.generate(() -> lab.client().get(Lab.URL + "?who").body())
                .limit(4)
                .map(body -> body.startsWith("lab-1") ? "lab-1" : "sample app")
                .collect(Collectors.toSet());
    }

    private void awaitingProbes(String what, BooleanSupplier condition) {
        awaiting(what, () -> {
            lab.clock.advance(Duration.ofSeconds(5));
            return condition.getAsBoolean();
        });
    }

    @Test
    void itsOutputIsTheSerialPort() {
        lab.bootGuestProgram();

        assertThat(serial()).contains("guest program listens on its PORT");
    }

    @Test
    void theSerialPortKeepsTheLastMebibyte() {
        Instance talker = lab.vmWithCommand("head -c 3000000 /dev/zero | tr '\\0' x; echo the end");
        lab.compute.put(talker.getSelfLink(), talker);
        lab.internet.machines().start(talker);

        awaiting("the end of the output", () -> serial(talker).contains("the end"));

        assertThat(serial(talker).length()).isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void itEndsWithTheVm() {
        lab.bootGuestProgram();

        lab.internet.machines().stop(vm);

        assertThat(lab.client().get("http://34.70.0.2/").statusCode()).isEqualTo(502);
        awaiting("the end of the process", () -> serial().contains("exit code") || serial().contains("command: ended"));
    }

    @Test
    void aCommandThatCannotRunLeavesWhatTheShellSays() {
        Instance broken = lab.vmWithCommand("no-such-program-anywhere");
        lab.compute.put(broken.getSelfLink(), broken);
        lab.internet.machines().start(broken);

        awaiting("the shell's complaint", () -> serial(broken).contains("exit code 127"));
    }

    @Test
    void aTcpHealthCheckConnects() {
        Instance silent = lab.vmWithCommand("sleep 60");
        lab.putFirewall();
        lab.putService(77, false);
        lab.compute.put(
                Lab.HEALTH_CHECK,
                HealthCheck.newBuilder()
                        .setTcpHealthCheck(TCPHealthCheck.newBuilder().setPort(80))
                        .build());
        lab.compute.put(silent.getSelfLink(), silent);
        lab.internet.machines().start(silent);
        awaiting("the command to have been started", () -> lab.isListening(silent));

        assertThat(health()).isEqualTo("UNHEALTHY");
        lab.bootGuestProgram();
        assertThat(health()).isEqualTo("HEALTHY");
    }

    @Test
    void aRequestUnderWayIsAnsweredThoughItsVmIsTakenOutOfTheService() {
        lab.bootGuestProgram();
        lab.putService(77, false);
        lab.putFrontEnd();
        TestClient client = lab.client();
        CompletableFuture<String> slow =
                CompletableFuture.supplyAsync(() -> client.get(Lab.URL + "slow").body());
        awaiting("the request to have reached the VM", () -> serial().contains("a slow request waits"));

        lab.putService(77, service -> service.clearBackends());
        lab.putCertificate(TestCertificate.selfSigned("Renewed"));

        assertThat(client.get(Lab.URL).statusCode()).isEqualTo(502);
        lab.client().get("http://34.70.0.2/release");
        assertThat(slow.join()).isEqualTo("slow but sure");
    }

    @Test
    void anAnswerThatTakesTooLongIsABadGateway() {
        lab.bootGuestProgram();
        lab.putService(77, service -> service.setTimeoutSec(1));
        lab.putFrontEnd();

        assertThat(lab.client().get(Lab.URL + "slow").statusCode()).isEqualTo(502);
    }

    private String health() {
        lab.compute.put(Lab.FIREWALL + "-touched", lab.service());
        return lab.internet.health().of(lab.service(), Lab.GROUP).get(0).getHealthState();
    }

    private String serial() {
        return serial(vm);
    }

    private String serial(Instance instance) {
        return lab.internet.machines().serialPortOutput(instance).bytes().toStringUtf8();
    }

    private static void awaiting(String what, BooleanSupplier condition) {
        await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(condition::getAsBoolean);
    }
}
