package dev.sallyport.converge;

import com.google.cloud.compute.v1.DeleteSslCertificateRequest;
import com.google.cloud.compute.v1.DeleteSslPolicyRequest;
import com.google.cloud.compute.v1.DeleteTargetHttpsProxyRequest;
import com.google.cloud.compute.v1.InsertSslCertificateRequest;
import com.google.cloud.compute.v1.InsertSslPolicyRequest;
import com.google.cloud.compute.v1.InsertTargetHttpsProxyRequest;
import com.google.cloud.compute.v1.PatchSslPolicyRequest;
import com.google.cloud.compute.v1.PatchTargetHttpsProxyRequest;
import com.google.cloud.compute.v1.SetSslPolicyTargetHttpsProxyRequest;
import com.google.cloud.compute.v1.SslCertificate;
import com.google.cloud.compute.v1.SslCertificatesClient;
import com.google.cloud.compute.v1.SslPoliciesClient;
import com.google.cloud.compute.v1.SslPolicy;
import com.google.cloud.compute.v1.SslPolicyReference;
import com.google.cloud.compute.v1.TargetHttpsProxiesClient;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.google.protobuf.Message;
import dev.sallyport.google.GoogleClients;
import java.util.Set;
import java.util.function.Function;

/** The collections of what a front end speaks TLS with; all of them global. */
final class TlsCollections {
    private final GoogleClients clients;
    private final String project;
    private final Memory memory;

    TlsCollections(GoogleClients clients, String project, Memory memory) {
        this.clients = clients;
        this.project = project;
        this.memory = memory;
    }

    ResourceCollection<TargetHttpsProxy> targetHttpsProxies() {
        TargetHttpsProxiesClient client = clients.targetHttpsProxies();
        return global(
                        "targetHttpsProxies",
                        name -> client.get(project, name),
                        (TargetHttpsProxy proxy, String id) -> client.insertCallable()
                                .call(InsertTargetHttpsProxyRequest.newBuilder()
                                        .setProject(project)
                                        .setTargetHttpsProxyResource(proxy)
                                        .setRequestId(id)
                                        .build()))
                .patchOnly(
                        Set.of("urlMap", "sslCertificates", "sslPolicy"),
                        (name, proxy, id) -> client.patchCallable()
                                .call(PatchTargetHttpsProxyRequest.newBuilder()
                                        .setProject(project)
                                        .setTargetHttpsProxy(name)
                                        .setTargetHttpsProxyResource(proxy)
                                        .setRequestId(id)
                                        .build()))
                // A policy can only be taken away by a call of its own; what else differs is patched in the next round.
                .update((name, proxy, id) -> client.setSslPolicyCallable()
                        .call(SetSslPolicyTargetHttpsProxyRequest.newBuilder()
                                .setProject(project)
                                .setTargetHttpsProxy(name)
                                .setSslPolicyReferenceResource(SslPolicyReference.getDefaultInstance())
                                .setRequestId(id)
                                .build()))
                .list(() -> client.list(project).iterateAll())
                .delete((name, id) -> client.deleteCallable()
                        .call(DeleteTargetHttpsProxyRequest.newBuilder()
                                .setProject(project)
                                .setTargetHttpsProxy(name)
                                .setRequestId(id)
                                .build()));
    }

    ResourceCollection<SslCertificate> sslCertificates() {
        SslCertificatesClient client = clients.sslCertificates();
        return global(
                        "sslCertificates",
                        name -> client.get(project, name),
                        (certificate, id) -> client.insertCallable()
                                .call(InsertSslCertificateRequest.newBuilder()
                                        .setProject(project)
                                        .setSslCertificateResource(certificate)
                                        .setRequestId(id)
                                        .build()))
                .list(() -> client.list(project).iterateAll())
                .delete((name, id) -> client.deleteCallable()
                        .call(DeleteSslCertificateRequest.newBuilder()
                                .setProject(project)
                                .setSslCertificate(name)
                                .setRequestId(id)
                                .build()));
    }

    ResourceCollection<SslPolicy> sslPolicies() {
        SslPoliciesClient client = clients.sslPolicies();
        return global(
                        "sslPolicies",
                        name -> client.get(project, name),
                        (SslPolicy policy, String id) -> client.insertCallable()
                                .call(InsertSslPolicyRequest.newBuilder()
                                        .setProject(project)
                                        .setSslPolicyResource(policy)
                                        .setRequestId(id)
                                        .build()))
                .patchOnly(
                        Set.of("minTlsVersion", "profile", "customFeatures"),
                        (name, policy, id) -> client.patchCallable()
                                .call(PatchSslPolicyRequest.newBuilder()
                                        .setProject(project)
                                        .setSslPolicy(name)
                                        .setSslPolicyResource(policy)
                                        .setRequestId(id)
                                        .build()))
                .list(() -> client.list(project).iterateAll())
                .delete((name, id) -> client.deleteCallable()
                        .call(DeleteSslPolicyRequest.newBuilder()
                                .setProject(project)
                                .setSslPolicy(name)
                                .setRequestId(id)
                                .build()));
    }

    private <M extends Message> ResourceCollection<M> global(
            String name, Function<String, M> get, ResourceCollection.Insert<M> insert) {
        return new ResourceCollection<>("projects/" + project + "/global", name, get, insert).remembering(memory);
    }
}
