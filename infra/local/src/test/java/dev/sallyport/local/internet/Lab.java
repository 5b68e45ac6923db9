package dev.sallyport.local.internet;

import static org.awaitility.Awaitility.await;

import com.google.cloud.compute.v1.AccessConfig;
import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Backend;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.BackendServiceIAP;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.HTTPHealthCheck;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroup;
import com.google.cloud.compute.v1.Items;
import com.google.cloud.compute.v1.Metadata;
import com.google.cloud.compute.v1.NamedPort;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.ServiceAccount;
import com.google.cloud.compute.v1.SslCertificate;
import com.google.cloud.compute.v1.Tags;
import com.google.cloud.compute.v1.TargetHttpProxy;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.google.cloud.compute.v1.UrlMap;
import dev.sallyport.local.identity.AccessTokens;
import dev.sallyport.local.internet.guest.Guests;
import dev.sallyport.local.internet.network.Loopback;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.time.CloudClock;
import dev.sallyport.local.watch.ExposureWatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A project with a load balancer before two VMs of a managed instance group, and the internet around it.
 *
 * <pre>
 * 34.160.0.9:443 forwarding rule - proxy (TLS) - URL map - backend service (IAP) - group
 *                                                             lab-1  10.128.0.2  34.70.0.2
 *                                                             lab-2  10.128.0.3  34.70.0.3
 * </pre>
 *
 * Steps are taken one by one, as a test needs them; {@link #provisioned} takes them in the right order.
 */
final class Lab implements AutoCloseable {
    static final String PROJECT = "lab-project";
    static final String ADDRESS = "34.160.0.9";
    static final String URL = "https://" + ADDRESS + "/";
    static final String SERVICE = link("global/backendServices/my-backend-service");
    static final String URL_MAP = link("global/urlMaps/my-load-balancer");
    static final String RULE = link("global/forwardingRules/my-rule");
    static final String PROXY = link("global/targetHttpsProxies/my-proxy");
    static final String HEALTH_CHECK = link("global/healthChecks/my-health-check");
    static final String FIREWALL = link("global/firewalls/allow-iap-traffic");
    static final String GROUP = link("regions/us-central1/instanceGroups/my-group");
    static final List<String> GOOGLE_RANGES = List.of("130.211.0.0/22", "35.191.0.0/16");
    static final String STARTUP_SCRIPT = """
            #!/bin/bash
            service_id=$(gcloud compute backend-services describe my-backend-service --global --format='value(id)')
            project_number=$(gcloud config get-value account | tr -cd '[0-9]')
            sed "s/SERVICE/${service_id}/; s/PROJECT/${project_number}/" example_gce_backend.py > real_backend.py
            exec venv/bin/gunicorn real_backend:app -b 0.0.0.0:80
            """;

    final CloudClock clock = CloudClock.system();
    final Projects projects = new Projects();
    final InMemoryCompute compute = new InMemoryCompute();
    final AccessTokens accessTokens = new AccessTokens();
    final TestPolicies policies = new TestPolicies();
    final TestCertificate certificate = TestCertificate.selfSigned("Test");
    final Internet internet;
    private final AtomicInteger certificates = new AtomicInteger();

    private Lab(Duration policyDelay) {
        projects.named(PROJECT);
        internet = new Internet(
                clock, projects, compute, compute, policies, new TestAccounts(), accessTokens, policyDelay);
        internet.start(0);
    }

    /** Nothing but the internet. */
    static Lab empty() {
        return new Lab(Duration.ZERO);
    }

    /** Everything, in the order that makes it work; alice may come in. */
    static Lab provisioned() {
        return provisioned(Duration.ZERO);
    }

    /** The same, with policies that are in force after a delay. */
    static Lab provisioned(Duration policyDelay) {
        Lab lab = new Lab(policyDelay);
        lab.putFirewall();
        lab.putService(77, true);
        lab.bootVms();
        lab.putFrontEnd();
        lab.policies.grant(lab.resource(77), TestAccounts.ALICE.email());
        return lab;
    }

    static String link(String inProject) {
        return "projects/" + PROJECT + "/" + inProject;
    }

    /** The canonical IAP resource of the backend service. */
    String resource(long serviceId) {
        return "projects/" + projects.named(PROJECT).number() + "/iap_web/compute/services/" + serviceId;
    }

    ExposureWatch watch() {
        return ExposureWatch.start(
                projects.named(PROJECT),
                compute,
                internet::assertionForAnotherApp,
                Loopback.address(internet.port()),
                clock);
    }

    TestClient client() {
        return new TestClient(internet.port());
    }

    void putFirewall() {
        putFirewall("allow-iap-traffic", GOOGLE_RANGES);
    }

    void putFirewall(String name, List<String> sourceRanges) {
        compute.put(
                link("global/firewalls/" + name),
                Firewall.newBuilder()
                        .setName(name)
                        .setNetwork(link("global/networks/default"))
                        .setDirection("INGRESS")
                        .setPriority(1000)
                        .addAllSourceRanges(sourceRanges)
                        .addAllowed(Allowed.newBuilder().setIPProtocol("tcp").addPorts("80"))
                        .build());
    }

    void putService(long id, boolean iap) {
        putService(id, service -> service.setIap(BackendServiceIAP.newBuilder().setEnabled(iap)));
    }

    void putService(long id, UnaryOperator<BackendService.Builder> change) {
        compute.put(
                HEALTH_CHECK,
                HealthCheck.newBuilder()
                        .setCheckIntervalSec(5)
                        .setTimeoutSec(5)
                        .setHealthyThreshold(2)
                        .setUnhealthyThreshold(2)
                        .setHttpHealthCheck(
                                HTTPHealthCheck.newBuilder().setPort(80).setRequestPath("/"))
                        .build());
        compute.put(
                GROUP,
                InstanceGroup.newBuilder()
                        .addNamedPorts(NamedPort.newBuilder().setName("http").setPort(80))
                        .build());
        compute.put(
                SERVICE,
                change.apply(BackendService.newBuilder()
                                .setId(id)
                                .setName("my-backend-service")
                                .setSelfLink(SERVICE)
                                .setPortName("http")
                                .addHealthChecks(HEALTH_CHECK)
                                .addBackends(Backend.newBuilder().setGroup(GROUP)))
                        .build());
    }

    BackendService service() {
        return compute.find(BackendService.class, SERVICE).orElseThrow();
    }

    /** Front end with TLS on port 443. */
    void putFrontEnd() {
        compute.put(URL_MAP, UrlMap.newBuilder().setDefaultService(SERVICE).build());
        putCertificate(certificate);
        putRule(RULE, PROXY, "443-443");
    }

    /** A second front end, without TLS, on port 80. */
    void putPlainFrontEnd() {
        String proxy = link("global/targetHttpProxies/plain");
        compute.put(proxy, TargetHttpProxy.newBuilder().setUrlMap(URL_MAP).build());
        putRule(link("global/forwardingRules/plain"), proxy, "80-80");
    }

    /** Another certificate takes the place of the one before: there is no changing one on Google Cloud. */
    void putCertificate(TestCertificate served) {
        String link = link("global/sslCertificates/my-cert-" + certificates.incrementAndGet());
        compute.putPrivateKey(link, served.keyPem());
        compute.put(
                link,
                SslCertificate.newBuilder()
                        .setSelfLink(link)
                        .setCertificate(served.certificatePem())
                        .build());
        compute.put(
                PROXY,
                TargetHttpsProxy.newBuilder()
                        .setUrlMap(URL_MAP)
                        .addSslCertificates(link)
                        .build());
    }

    private void putRule(String rule, String target, String ports) {
        compute.put(
                rule,
                ForwardingRule.newBuilder()
                        .setSelfLink(rule)
                        .setIPAddress(ADDRESS)
                        .setPortRange(ports)
                        .setTarget(target)
                        .build());
    }

    /** Creates and starts both VMs, and waits until their programs listen. */
    void bootVms() {
        bootVm(vm(1, STARTUP_SCRIPT));
        bootVm(vm(2, STARTUP_SCRIPT));
    }

    void bootVm(Instance instance) {
        compute.put(instance.getSelfLink(), instance);
        internet.machines().start(instance);
        await("boot of " + instance.getName())
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> isListening(instance));
    }

    /** Boots the first VM with a {@link GuestProgram}, open to everybody, and waits until that answers. */
    void bootGuestProgram() {
        putFirewall("open", List.of("0.0.0.0/0"));
        bootVm(vmWithCommand(GuestProgram.command()));
        await("the program to listen")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> client().get("http://34.70.0.2/").statusCode() == 200);
    }

    /** The first VM, with a command in the place of the sample app. */
    Instance vmWithCommand(String command) {
        Instance.Builder instance = vm(1, STARTUP_SCRIPT).toBuilder();
        instance.getMetadataBuilder()
                .addItems(Items.newBuilder().setKey("sallyport-guest-command").setValue(command));
        return instance.build();
    }

    /** Whether the VM's program is up, seen from inside the VM: no firewall has a say. */
    boolean isListening(Instance instance) {
        return ((Guests) internet.machines())
                .socket(ResourceLink.of(instance.getSelfLink()), 80)
                .isPresent();
    }

    void restartVms() {
        for (Instance instance : List.of(vm(1, STARTUP_SCRIPT), vm(2, STARTUP_SCRIPT))) {
            internet.machines().stop(instance);
            bootVm(instance);
        }
    }

    Instance vm(int number, String startupScript) {
        String zone = number == 1 ? "us-central1-b" : "us-central1-c";
        return Instance.newBuilder()
                .setName("lab-" + number)
                .setSelfLink(link("zones/" + zone + "/instances/lab-" + number))
                .setStatus("RUNNING")
                .setTags(Tags.newBuilder().addItems("app"))
                .addServiceAccounts(ServiceAccount.newBuilder()
                        .setEmail(projects.named(PROJECT).number() + "-compute@developer.gserviceaccount.com")
                        .addScopes("https://www.googleapis.com/auth/compute.readonly"))
                .addNetworkInterfaces(NetworkInterface.newBuilder()
                        .setNetwork(link("global/networks/default"))
                        .setNetworkIP("10.128.0." + (number + 1))
                        .addAccessConfigs(AccessConfig.newBuilder().setNatIP("34.70.0." + (number + 1))))
                .setMetadata(Metadata.newBuilder()
                        .addItems(Items.newBuilder().setKey("startup-script").setValue(startupScript)))
                .build();
    }

    @Override
    public void close() {
        internet.close();
        clock.close();
    }
}
