package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lab as its reader types it: gcloud's own commands, in the environment that {@code ./sallyport local env} prints. */
class GcloudLabTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALLOWED = "alice@example.com";
    private static final String ON_THE_SERVICE = " --resource-type=backend-services --service=my-backend-service ";

    private final Path folder = Checkout.root().resolve("launcher/target/gcloud");
    private final Shell shell = new Shell(folder);
    private CompletableFuture<Integer> run;
    private Map<String, String> environment;
    private Gcloud gcloud;

    @BeforeEach
    void aCloudThatGcloudIsPointedAt() throws Exception {
        Optional<Path> installed = Gcloud.installed();
        assumeTrue(installed.isPresent(), "gcloud is not on the PATH, so nobody tries the lab with it");
        Files.createDirectories(folder);
        PemFiles.writeTo(folder);
        Files.writeString(folder.resolve("startup.sh"), startupScript());
        run = CompletableFuture.supplyAsync(
                () -> shell.run("local", "up", "--port", "0", "--internet-port", "0", "--without-functions"));
        Awaitility.await("the environment")
                .atMost(Duration.ofSeconds(60))
                .until(() -> run.isDone() || shell.out().contains("SALLYPORT_INTERNET_PROXY"));
        Matcher ready =
                Pattern.compile("ready http://127\\.0\\.0\\.1:([0-9]+) ").matcher(shell.out());
        assertThat(ready.find()).as(shell.out() + shell.err()).isTrue();
        Shell other = new Shell(folder);
        assertThat(other.run("local", "env", "--port", ready.group(1), "--json"))
                .isZero();
        environment = JSON.readValue(other.out(), new TypeReference<Map<String, String>>() {});
        gcloud = new Gcloud(installed.get(), folder, environment);
    }

    @AfterEach
    void ctrlC() throws Exception {
        if (run != null) {
            shell.pressCtrlC();
            run.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void afterTheLabsCommandsIapStandsBeforeTheApplication() throws IOException {
        gcloud.run("services enable iap.googleapis.com");
        theInstances();
        String address = theLoadBalancer();
        gcloud.run("compute firewall-rules create allow-iap-traffic --network=default --direction=INGRESS"
                + " --allow=tcp:80 --source-ranges=130.211.0.0/22,35.191.0.0/16");
        gcloud.run("compute firewall-rules delete default-allow-internal");
        restart();
        gcloud.run("compute backend-services update my-backend-service --global --iap=enabled");

        String url = "https://" + address + "/";
        assertThatIapAsksWhoIsThere(url);
        assertThat(visit(url).statusCode()).as("before the grant").isEqualTo(403);
        gcloud.run("iap web add-iam-policy-binding" + ON_THE_SERVICE + "--member=user:" + ALLOWED
                + " --role=roles/iap.httpsResourceAccessor");
        JsonNode policy = JSON.readTree(gcloud.run("iap web get-iam-policy" + ON_THE_SERVICE + "--format=json"));
        assertThat(policy.at("/bindings/0/members/0").asText()).isEqualTo("user:" + ALLOWED);
        HttpResponse<String> served = visit(url);
        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.body()).startsWith("Hi, " + ALLOWED + ".");
        assertThat(gcloud.refused("compute health-checks delete my-health-check --global"))
                .contains("is already being used by");
    }

    @Test
    void aChangeIsInTheAuditLogAndASinkPublishesIt() throws IOException {
        gcloud.run("pubsub topics create changes");
        gcloud.run("pubsub subscriptions create reader --topic=changes");
        String project = environment.get("CLOUDSDK_CORE_PROJECT");
        gcloud.run("logging sinks create to-changes pubsub.googleapis.com/projects/" + project + "/topics/changes"
                + " --log-filter=protoPayload.methodName:firewalls.delete");
        assertThat(gcloud.run("logging sinks list --format=value(name)")).isEqualTo("to-changes");

        gcloud.run("compute firewall-rules delete default-allow-ssh");

        JsonNode pulled = JSON.readTree(gcloud.run("pubsub subscriptions pull reader --limit=10 --format=json"));
        assertThat(pulled).hasSize(2);
        JsonNode read = JSON.readTree(
                gcloud.run("logging read protoPayload.methodName=v1.compute.firewalls.delete --limit=1 --format=json"));
        assertThat(read.at("/0/protoPayload/resourceName").asText())
                .isEqualTo("projects/" + project + "/global/firewalls/default-allow-ssh");
        assertThat(gcloud.run("org-policies describe compute.requireOsLogin --effective --project=" + project))
                .contains("enforce: false");
    }

    private void theInstances() {
        gcloud.run("compute instance-templates create my-instance-template --machine-type=e2-micro"
                + " --image-family=debian-12 --image-project=debian-cloud --boot-disk-size=10GB --tags=http-server"
                + " --scopes=https://www.googleapis.com/auth/compute.readonly"
                + " --metadata-from-file=startup-script=startup.sh");
        gcloud.run("compute health-checks create http my-health-check --port=80 --request-path=/ --check-interval=5s");
        gcloud.run("compute instance-groups managed create my-managed-instance-group --region=us-central1"
                + " --zones=us-central1-b,us-central1-c,us-central1-f --template=my-instance-template --size=3");
        gcloud.run("compute instance-groups managed set-named-ports my-managed-instance-group --region=us-central1"
                + " --named-ports=http:80");
    }

    /** Returns the address that it has. */
    private String theLoadBalancer() {
        gcloud.run("compute ssl-certificates create my-cert --certificate=cert.pem --private-key=key.pem");
        gcloud.run("compute backend-services create my-backend-service --global --protocol=HTTP --port-name=http"
                + " --health-checks=my-health-check --load-balancing-scheme=EXTERNAL_MANAGED");
        gcloud.run("compute backend-services add-backend my-backend-service --global"
                + " --instance-group=my-managed-instance-group --instance-group-region=us-central1");
        String address = gcloud.run(
                "compute addresses create static-ip --global --ip-version=IPV4" + " --format=value(address)");
        gcloud.run("compute url-maps create my-load-balancer --default-service=my-backend-service");
        gcloud.run("compute target-https-proxies create my-load-balancer-target-proxy --url-map=my-load-balancer"
                + " --ssl-certificates=my-cert");
        gcloud.run("compute forwarding-rules create my-load-balancer-forwarding-rule --global --address=static-ip"
                + " --load-balancing-scheme=EXTERNAL_MANAGED --target-https-proxy=my-load-balancer-target-proxy"
                + " --ports=443");
        return address;
    }

    /** The application learns the backend service's id as its machine boots. */
    private void restart() {
        gcloud.run("compute instance-groups managed rolling-action restart my-managed-instance-group"
                + " --region=us-central1 --max-unavailable=3");
        gcloud.run("compute instance-groups managed wait-until my-managed-instance-group --region=us-central1"
                + " --stable");
    }

    private void assertThatIapAsksWhoIsThere(String url) {
        Awaitility.await("the load balancer to send strangers to Google's sign-in page")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    HttpResponse<String> answer =
                            Browser.thatStaysBehind(proxy()).get(url);
                    assertThat(answer.statusCode()).isEqualTo(302);
                    assertThat(answer.headers().firstValue("x-goog-iap-generated-response"))
                            .contains("true");
                    assertThat(answer.headers().firstValue("location").orElse(""))
                            .startsWith("https://accounts.google.com/o/oauth2/v2/auth?client_id=");
                });
    }

    private HttpResponse<String> visit(String url) {
        return Awaitility.await("healthy back ends")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Browser.behind(proxy()).signIn(url, ALLOWED), answer -> answer.statusCode() < 500);
    }

    private String proxy() {
        return environment.get("SALLYPORT_INTERNET_PROXY");
    }

    private static String startupScript() {
        return StreamSupport.stream(
                        Lab.request().at("/instanceTemplate/startupScript").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("\n"));
    }
}
