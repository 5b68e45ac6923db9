package dev.sallyport.stages;

import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.AttachedDisk;
import com.google.cloud.compute.v1.AttachedDiskInitializeParams;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.DistributionPolicy;
import com.google.cloud.compute.v1.DistributionPolicyZoneConfiguration;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.HTTPHealthCheck;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceProperties;
import com.google.cloud.compute.v1.InstanceTemplate;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.SslCertificate;
import com.google.cloud.compute.v1.SslCertificateSelfManagedSslCertificate;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.google.cloud.compute.v1.UrlMap;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.request.ProvisionRequest;
import java.time.Instant;
import java.util.List;

/** A project in which somebody has made things by hand under the very names that the lab wants, and otherwise than it does. */
final class TheirThings {
    static final String DESCRIPTION = "made by the network team";

    private final GoogleClients clients;
    private final String project;

    TheirThings(Lab lab) {
        clients = lab.clients();
        project = lab.project();
    }

    /** One of every kind. */
    void makeAll() {
        firewallRule();
        instanceTemplate();
        instanceGroup();
        healthCheck();
        backendService();
        urlMap();
        certificate("elsewhere");
        address();
        proxy();
        forwardingRule();
    }

    void firewallRule() {
        ByHand.await(clients.firewalls()
                .insertAsync(
                        project,
                        Firewall.newBuilder()
                                .setName("allow-iap-traffic")
                                .setDescription(DESCRIPTION)
                                .setNetwork(global("networks", "default"))
                                .addSourceRanges("10.9.0.0/16")
                                .addTargetTags("theirs")
                                .addAllowed(Allowed.newBuilder()
                                        .setIPProtocol("tcp")
                                        .addPorts("8080"))
                                .build()));
    }

    void instanceTemplate() {
        ByHand.await(clients.instanceTemplates()
                .insertAsync(
                        project,
                        InstanceTemplate.newBuilder()
                                .setName("my-instance-template")
                                .setDescription(DESCRIPTION)
                                .setProperties(
                                        InstanceProperties.newBuilder()
                                                .setMachineType("e2-small")
                                                .addNetworkInterfaces(NetworkInterface.newBuilder()
                                                        .setNetwork(global("networks", "default")))
                                                .addDisks(
                                                        AttachedDisk.newBuilder()
                                                                .setBoot(true)
                                                                .setAutoDelete(true)
                                                                .setInitializeParams(
                                                                        AttachedDiskInitializeParams.newBuilder()
                                                                                .setSourceImage(
                                                                                        "projects/debian-cloud/global/images/family/debian-12"))))
                                .build()));
    }

    void instanceGroup() {
        ByHand.await(clients.regionInstanceGroupManagers()
                .insertAsync(
                        project,
                        "us-central1",
                        InstanceGroupManager.newBuilder()
                                .setName("my-managed-instance-group")
                                .setDescription(DESCRIPTION)
                                .setBaseInstanceName("theirs")
                                .setInstanceTemplate(global("instanceTemplates", "my-instance-template"))
                                .setTargetSize(1)
                                .setDistributionPolicy(DistributionPolicy.newBuilder()
                                        .addAllZones(List.of(zone("b"), zone("c"), zone("f"))))
                                .build()));
    }

    void healthCheck() {
        ByHand.await(clients.healthChecks()
                .insertAsync(
                        project,
                        HealthCheck.newBuilder()
                                .setName("my-health-check")
                                .setDescription(DESCRIPTION)
                                .setType("HTTP")
                                .setHttpHealthCheck(HTTPHealthCheck.newBuilder()
                                        .setPort(80)
                                        .setPortSpecification("USE_FIXED_PORT")
                                        .setRequestPath("/theirs"))
                                .build()));
    }

    void backendService() {
        ByHand.await(clients.backendServices()
                .insertAsync(
                        project,
                        BackendService.newBuilder()
                                .setName("my-backend-service")
                                .setDescription(DESCRIPTION)
                                .setLoadBalancingScheme("EXTERNAL_MANAGED")
                                .setProtocol("HTTP")
                                .setTimeoutSec(99)
                                .addHealthChecks(global("healthChecks", "my-health-check"))
                                .build()));
    }

    void urlMap() {
        ByHand.await(clients.urlMaps()
                .insertAsync(
                        project,
                        UrlMap.newBuilder()
                                .setName("my-load-balancer")
                                .setDescription(DESCRIPTION)
                                .setDefaultService(global("backendServices", "my-backend-service"))
                                .build()));
    }

    /** For this name. */
    void certificate(String commonName) {
        SelfSigned issued = SelfSigned.issue(
                new ProvisionRequest.Subject("US", "CA", "Mountain View", "Cloud", "Example", commonName),
                365,
                Instant.now());
        ByHand.await(clients.sslCertificates()
                .insertAsync(
                        project,
                        SslCertificate.newBuilder()
                                .setName("my-cert")
                                .setDescription(DESCRIPTION)
                                .setType("SELF_MANAGED")
                                .setSelfManaged(SslCertificateSelfManagedSslCertificate.newBuilder()
                                        .setCertificate(issued.certificate())
                                        .setPrivateKey(issued.privateKey()))
                                .build()));
    }

    void address() {
        ByHand.await(clients.globalAddresses()
                .insertAsync(
                        project,
                        Address.newBuilder()
                                .setName("static-ip")
                                .setDescription(DESCRIPTION)
                                .setAddressType("EXTERNAL")
                                .build()));
    }

    void proxy() {
        ByHand.await(clients.targetHttpsProxies()
                .insertAsync(
                        project,
                        TargetHttpsProxy.newBuilder()
                                .setName("my-load-balancer-target-proxy")
                                .setDescription(DESCRIPTION)
                                .setUrlMap(global("urlMaps", "my-load-balancer"))
                                .addSslCertificates(global("sslCertificates", "my-cert"))
                                .build()));
    }

    void forwardingRule() {
        ByHand.await(clients.globalForwardingRules()
                .insertAsync(
                        project,
                        ForwardingRule.newBuilder()
                                .setName("my-load-balancer-forwarding-rule")
                                .setDescription(DESCRIPTION)
                                .setLoadBalancingScheme("EXTERNAL_MANAGED")
                                .setIPProtocol("TCP")
                                .setIPAddress(clients.globalAddresses()
                                        .get(project, "static-ip")
                                        .getAddress())
                                .setPortRange("443")
                                .setTarget(global("targetHttpsProxies", "my-load-balancer-target-proxy"))
                                .build()));
    }

    private DistributionPolicyZoneConfiguration zone(String letter) {
        return DistributionPolicyZoneConfiguration.newBuilder()
                .setZone("projects/" + project + "/zones/us-central1-" + letter)
                .build();
    }

    private String global(String collection, String name) {
        return "projects/" + project + "/global/" + collection + "/" + name;
    }
}
