package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code ./sallyport provision --json --keep examples/lab.json}, and what one can do until Ctrl-C. */
class ProvisionTest {
    private static final Path ROOT = Checkout.root();
    private static final String LAB = ROOT.resolve("examples/lab.json").toString();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Shell SHELL = new Shell(ROOT);
    private static final CompletableFuture<Integer> RUN = CompletableFuture.supplyAsync(
            () -> SHELL.run("provision", "--json", "--keep", "--port", "0", "--internet-port", "0", LAB));

    private static RestApi api;
    private static String proxy;
    private static JsonNode result;

    @BeforeAll
    static void theLabIsProtected() throws IOException {
        Awaitility.await("the end of the provisioning")
                .atMost(PATIENCE)
                .until(() -> RUN.isDone() || SHELL.err().contains("until Ctrl-C"));
        assertThat(RUN).as(SHELL.err()).isNotDone();
        api = new RestApi(
                printed("http://(127\\.0\\.0\\.1:[0-9]+)/v1/projects/lab-project/topics/sallyport-requests:publish"));
        proxy = printed("curl -kvi --proxy http://(127\\.0\\.0\\.1:[0-9]+) https://");
        result = new ObjectMapper().readTree(SHELL.out());
    }

    @AfterAll
    static void ctrlCEndsItAtOnceWithTheOutcomesExitCode() throws Exception {
        SHELL.pressCtrlC();

        assertThat(RUN.get(10, TimeUnit.SECONDS)).isEqualTo(ExitCode.PROTECTED);
    }

    @Test
    void theResultSaysThatTheDeploymentIsProtectedAndEveryStageIsDone() {
        assertThat(result.path("deployment").asText()).isEqualTo("lab");
        assertThat(result.path("project").asText()).isEqualTo("lab-project");
        assertThat(result.path("phase").asText()).isEqualTo("PROTECTED");
        assertThat(result.path("generation").asInt()).isEqualTo(1);
        Blueprint.protectedApplication()
                .stages()
                .forEach(stage -> assertThat(
                                result.at("/stages/" + stage + "/state").asText())
                        .as(stage.value())
                        .isEqualTo("DONE"));
    }

    @Test
    void everyProofHeld() {
        assertThat(result.path("evidence"))
                .isNotEmpty()
                .allMatch(proof -> proof.path("passed").asBoolean());
    }

    @Test
    void noStrangerGotAnythingOfTheApplicationMeanwhile() {
        assertThat(result.at("/exposure/firstByte").isNull()).isTrue();
        assertThat(result.at("/exposure/troubles")).isEmpty();
        assertThat(result.at("/exposure/ways").findValuesAsText("way"))
                .contains("front-end", "vm-address", "neighbour");
        assertThat(SHELL.err())
                .contains("What strangers got meanwhile", "  + " + url() + " ", "sent away to sign in, ")
                .contains("First byte of the application served to a stranger: never");
    }

    @Test
    void peopleSeeEachStageEndTheVerdictAndTheLog() {
        assertThat(SHELL.err())
                .contains(
                        "Protected after ",
                        result.at("/stages/frontend/outputs/url").asText(),
                        "What was proven");
        assertThat(Blueprint.protectedApplication().stages().stream().map(StageName::value))
                .allSatisfy(stage -> assertThat(SHELL.err()).containsPattern(stage + " +done after "));
        Matcher log = Pattern.compile("Log: (.*)").matcher(SHELL.err());
        assertThat(log.find()).isTrue();
        assertThat(Path.of(log.group(1))).isNotEmptyFile();
    }

    @Test
    void theCloudSaysThatItIsReady() {
        assertThat(api.get("/-/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void aStrangerIsSentAwayToSignIn() throws IOException {
        HttpResponse<String> response = Browser.thatStaysBehind(proxy).get(url());

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).startsWith("https://accounts.google.com/"));
        assertThat(response.headers().firstValue("x-goog-iap-generated-response"))
                .contains("true");
    }

    @Test
    void theCertificateServedIsTheOneThatWasIssued() throws IOException {
        HttpResponse<String> response = Browser.thatStaysBehind(proxy).get(url());

        assertThat(response.sslSession().orElseThrow().getPeerPrincipal().getName())
                .isEqualTo("CN=Test,OU=Example,O=Cloud,L=Mountain View,ST=CA,C=US");
    }

    @Test
    void somebodyElsesRequestProvisionsASecondDeploymentBesideTheFirst() throws IOException {
        api.publish("lab-project", "sallyport-requests", Files.readString(ROOT.resolve("examples/second.json")));

        JsonNode second = Awaitility.await("the second deployment to come to an end")
                .atMost(PATIENCE)
                .until(
                        () -> fields("second"),
                        fields -> !fields.at("/phase/stringValue")
                                .asText("PROVISIONING")
                                .equals("PROVISIONING"));
        assertThat(second.at("/phase/stringValue").asText())
                .as(second.toString())
                .isEqualTo("PROTECTED");
        assertThat(Browser.thatStaysBehind(proxy).get(url()).statusCode()).isEqualTo(302);
    }

    @Test
    void aFaultyRequestIsRefusedInItsEventsAndAmongTheDeadLetters() {
        String subscription = "/v1/projects/lab-project/subscriptions/look";
        api.json(api.send("PUT", subscription, "{\"topic\": \"projects/lab-project/topics/sallyport-dead-letters\"}"));
        String request = "{\"action\": \"provision\", \"deployment\": \"third\", \"project\": \"lab-project\","
                + " \"principals\": [\"allUsers\"]}";

        api.publish("lab-project", "sallyport-requests", request);

        JsonNode letter = Awaitility.await("the dead letter")
                .atMost(PATIENCE)
                .until(
                        () -> api.json(api.send("POST", subscription + ":pull", "{\"maxMessages\": 1}"))
                                .at("/receivedMessages/0/message"),
                        message -> !message.isMissingNode());
        assertThat(letter.at("/attributes/reason").asText()).contains("/principals/0", "allUsers");
        assertThat(new String(Base64.getDecoder().decode(letter.path("data").asText()), StandardCharsets.UTF_8))
                .isEqualTo(request);
        JsonNode event = api.json(api.get(document("third") + "/events")).at("/documents/0/fields");
        assertThat(event.at("/kind/stringValue").asText()).isEqualTo("REFUSED");
        assertThat(event.at("/text/stringValue").asText()).contains("/principals/0", "allUsers");
        assertThat(api.get(document("third")).statusCode()).isEqualTo(404);
    }

    private static String url() {
        return result.at("/stages/frontend/outputs/url").asText();
    }

    private static JsonNode fields(String deployment) {
        HttpResponse<String> response = api.get(document(deployment));
        return response.statusCode() == 404
                ? new ObjectMapper().createObjectNode()
                : api.json(response).path("fields");
    }

    private static String document(String deployment) {
        return "/v1/projects/lab-project/databases/(default)/documents/deployments/" + deployment;
    }

    private static String printed(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(SHELL.err());
        assertThat(matcher.find()).as("%s in %s", pattern, SHELL.err()).isTrue();
        return matcher.group(1);
    }
}
