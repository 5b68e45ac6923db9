package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.Items;
import com.google.cloud.compute.v1.TCPHealthCheck;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
    private final Instance vm = withCommand(GuestProgram.command());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void theCommandServesOnThePortOfTheStartupScript() {
        boot();

        HttpResponse<String> response = lab.client().get("http://34.70.0.2/some/path");

        assertThat(response.body()).startsWith("lab-1\nGET /some/path HTTP/1.1");
    }

    @Test
    void theLoadBalancerReachesItWithGooglesHeaders() {
        boot();
        lab.putService(77, false);
        lab.putFrontEnd();

        String told = lab.client().get(Lab.URL + "a;b=c?d=e").body();

        assertThat(told)
                .contains("GET /a;b=c?d=e HTTP/1.1")
                .containsIgnoringCase("\nvia: 1.1 google")
                .containsIgnoringCase("\nx-forwarded-for: 198.51.100.10, 34.160.0.9")
                .containsIgnoringCase("\nx-forwarded-proto: https");
    }

    @Test
    void whatTheClientSaysOfThoseBeforeItStaysInFront() {
        boot();
        lab.putService(77, false);
        lab.putFrontEnd();

        assertThat(lab.client().get(Lab.URL, "x-forwarded-for", "192.0.2.99").body())
                .containsIgnoringCase("\nx-forwarded-for: 192.0.2.99, 198.51.100.10, 34.160.0.9");
    }

    @Test
    void theHeaderThatSaysWhereTheClientStandsGoesNoFurther() {
        boot();
        lab.putFirewall("open", List.of("203.0.113.7"));
        assertThat(lab.client().get("http://34.70.0.2/").statusCode()).isEqualTo(504);

        HttpResponse<String> told = lab.client().get("http://34.70.0.2/", "x-source", "203.0.113.7");

        assertThat(told.body()).contains("GET / HTTP/1.1").doesNotContainIgnoringCase("x-source");
    }

    @Test
    void whatOnlyGoogleMaySetIsGooglesAlone() {
        Browser browser = signedIn();

        String told = lab.client()
                .get(
                        Lab.URL,
                        "cookie",
                        browser.cookieHeader(Lab.ADDRESS),
                        "x-goog-authenticated-user-email",
                        "forged",
                        "X-Goog-Whatever",
                        "forged")
                .body();

        assertThat(told)
                .containsIgnoringCase("\nx-goog-authenticated-user-email: accounts.google.com:alice@example.com")
                .containsIgnoringCase("\nx-goog-authenticated-user-id: accounts.google.com:1001")
                .doesNotContain("forged");
    }

    /** A person whom the app behind IAP knows. */
    private Browser signedIn() {
        boot();
        lab.putService(77, true);
        lab.putFrontEnd();
        lab.policies.grant(lab.resource(77), TestAccounts.ALICE.email());
        Browser browser = new Browser(lab.client());
        browser.signIn(Lab.URL, TestAccounts.ALICE.email());
        return browser;
    }

    @Test
    void theSecureTokenTestHasAnOlderPath() throws ParseException {
        Browser browser = signedIn();

        assertThat(assertionAt(browser, "_gcp_iap/secure_token_test/audience").getAudience())
                .containsExactly("/projects/0/global/backendServices/0");
        assertThat(assertionAt(browser, "some/path").getAudience())
                .singleElement()
                .asString()
                .endsWith("/77");
    }

    /** What the app is told about who asks. */
    private static JWTClaimsSet assertionAt(Browser browser, String path) throws ParseException {
        String told = browser.open(Lab.URL + path).body();
        String assertion = told.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("x-goog-iap-jwt-assertion: "))
                .map(line -> line.split(": ")[1])
                .findFirst()
                .orElseThrow();
        return SignedJWT.parse(assertion).getJWTClaimsSet();
    }

    @Test
    void aVmThatFailsItsProbesGetsNoRequestsUntilItIsWellAgain() {
        boot();
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
        boot();

        assertThat(serial()).contains("guest program listens on its PORT");
    }

    @Test
    void theSerialPortKeepsTheLastMebibyte() {
        Instance talker = withCommand("head -c 3000000 /dev/zero | tr '\\0' x; echo the end");
        lab.compute.put(talker.getSelfLink(), talker);
        lab.internet.machines().start(talker);

        awaiting("the end of the output", () -> serial(talker).contains("the end"));

        assertThat(serial(talker).length()).isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void itEndsWithTheVm() {
        boot();

        lab.internet.machines().stop(vm);

        assertThat(lab.client().get("http://34.70.0.2/").statusCode()).isEqualTo(502);
        awaiting("the end of the process", () -> serial().contains("exit code") || serial().contains("command: ended"));
    }

    @Test
    void aCommandThatCannotRunLeavesWhatTheShellSays() {
        Instance broken = withCommand("no-such-program-anywhere");
        lab.compute.put(broken.getSelfLink(), broken);
        lab.internet.machines().start(broken);

        awaiting("the shell's complaint", () -> serial(broken).contains("exit code 127"));
    }

    @Test
    void aTcpHealthCheckConnects() {
        Instance silent = withCommand("sleep 60");
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
        boot();
        assertThat(health()).isEqualTo("HEALTHY");
    }

    @Test
    void aRequestUnderWayIsAnsweredThoughItsVmIsTakenOutOfTheService() {
        boot();
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
        boot();
        lab.putService(77, service -> service.setTimeoutSec(1));
        lab.putFrontEnd();

        assertThat(lab.client().get(Lab.URL + "slow").statusCode()).isEqualTo(502);
    }

    private void boot() {
        lab.putFirewall("open", List.of("0.0.0.0/0"));
        lab.bootVm(vm);
        awaiting(
                "the program to listen",
                () -> lab.client().get("http://34.70.0.2/").statusCode() == 200);
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

    private Instance withCommand(String command) {
        Instance.Builder instance = lab.vm(1, Lab.STARTUP_SCRIPT).toBuilder();
        instance.getMetadataBuilder()
                .addItems(Items.newBuilder().setKey("sallyport-guest-command").setValue(command));
        return instance.build();
    }

    private static void awaiting(String what, BooleanSupplier condition) {
        await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(condition::getAsBoolean);
    }
}
