package dev.sallyport.local.internet;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.RestClient;
import dev.sallyport.local.RestClient.Answer;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The sample app on two VMs behind load balancer and IAP, made by calls of the Compute and IAP APIs as anybody would make
 * them. Alice may come in.
 */
final class DeployedApp implements AutoCloseable {
    static final String ALICE = "alice@example.com";

    static final String PROJECT = "lab-project";
    private static final String ZONE = "zones/us-central1-a/";

    private final LocalCloud cloud = LocalCloud.start();
    private final RestClient rest = new RestClient(cloud);
    private final String address;

    /** @param certificate served at first */
    DeployedApp(TestCertificate certificate) {
        putService();
        bootVms();
        insertCertificate("cert", certificate);
        insertUrlMap("map");
        change("global/targetHttpsProxies", """
                {"name": "proxy", "urlMap": "global/urlMaps/map", "sslCertificates": ["global/sslCertificates/cert"]}
                """);
        change(
                "global/forwardingRules",
                "{\"name\": \"rule\", \"portRange\": \"443\", \"target\": \"global/targetHttpsProxies/proxy\"}");
        address = get("global/forwardingRules/rule").body().path("IPAddress").asText();
    }

    String url() {
        return "https://" + address + "/";
    }

    String address() {
        return address;
    }

    LocalCloud cloud() {
        return cloud;
    }

    /** A client without connections. */
    TestClient client() {
        return new TestClient(Integer.parseInt(cloud.internetProxy().replaceFirst(".*:", "")));
    }

    /** The cookie header of a session of Alice's. */
    String sessionOfAlice() {
        Browser browser = new Browser(client());
        browser.signIn(url(), ALICE);
        return browser.cookieHeader(address);
    }

    /** The certificate that a new connection gets. */
    X509Certificate served() {
        return servedAt(url());
    }

    X509Certificate servedAt(String url) {
        try {
            return (X509Certificate)
                    client().get(url).sslSession().orElseThrow().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            throw new AssertionError("no certificate was served", e);
        }
    }

    void insertCertificate(String name, TestCertificate certificate) {
        change(
                "global/sslCertificates",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", name)
                        .put("certificate", certificate.certificatePem())
                        .put("privateKey", certificate.keyPem())
                        .toString());
    }

    void insertUrlMap(String name) {
        change("global/urlMaps", """
                {"name": "%s", "defaultService": "global/backendServices/my-backend-service"}
                """.formatted(name));
    }

    /** Changes something that is at once in force, and waits for the operation's end. */
    void change(String path, String body) {
        change("POST", path, body);
    }

    void delete(String path) {
        change("DELETE", path, "");
    }

    private void change(String verb, String path, String body) {
        String operation = ok(rest.send(verb, "/compute/v1/projects/" + PROJECT + "/" + path, body))
                .body()
                .path("name")
                .asText();
        String scope = path.startsWith(ZONE) ? ZONE : "global/";
        await("the end of " + verb + " " + path)
                .until(() -> get(scope + "operations/" + operation)
                        .body()
                        .path("status")
                        .asText()
                        .equals("DONE"));
    }

    private void putService() {
        change("global/firewalls", """
                {"name": "allow-google", "sourceRanges": ["130.211.0.0/22", "35.191.0.0/16"],
                 "allowed": [{"IPProtocol": "tcp", "ports": ["80"]}]}
                """);
        change("global/healthChecks", "{\"name\": \"probe\", \"type\": \"HTTP\", \"httpHealthCheck\": {\"port\": 80}}");
        change(ZONE + "instanceGroups", "{\"name\": \"group\", \"namedPorts\": [{\"name\": \"http\", \"port\": 80}]}");
        change("global/backendServices", """
                {"name": "my-backend-service", "protocol": "HTTP", "portName": "http", "iap": {"enabled": true},
                 "healthChecks": ["global/healthChecks/probe"],
                 "backends": [{"group": "%sinstanceGroups/group"}]}
                """.formatted(ZONE));
        String id = get("global/backendServices/my-backend-service")
                .body()
                .path("id")
                .asText();
        ok(rest.post(
                "/v1/projects/" + PROJECT + "/iap_web/compute/services/" + id + ":setIamPolicy",
                "{\"policy\": {\"bindings\": [{\"role\": \"roles/iap.httpsResourceAccessor\", \"members\": [\"user:"
                        + ALICE + "\"]}]}}"));
    }

    private void bootVms() {
        String script = JsonNodeFactory.instance.textNode(Lab.STARTUP_SCRIPT).toString();
        for (String name : List.of("lab-1", "lab-2")) {
            change(ZONE + "instances", """
                    {"name": "%s", "machineType": "%smachineTypes/e2-micro",
                     "disks": [{"boot": true, "initializeParams":
                       {"sourceImage": "projects/debian-cloud/global/images/family/debian-12"}}],
                     "networkInterfaces": [{"network": "global/networks/default"}],
                     "serviceAccounts": [{"email": "default", "scopes": ["https://www.googleapis.com/auth/compute.readonly"]}],
                     "metadata": {"items": [{"key": "startup-script", "value": %s}]}}
                    """.formatted(name, ZONE, script));
            change(
                    ZONE + "instanceGroups/group/addInstances",
                    "{\"instances\": [{\"instance\": \"" + ZONE + "instances/" + name + "\"}]}");
        }
    }

    private Answer get(String path) {
        return ok(rest.get("/compute/v1/projects/" + PROJECT + "/" + path));
    }

    private static Answer ok(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return answer;
    }

    @Override
    public void close() {
        cloud.close();
    }
}
