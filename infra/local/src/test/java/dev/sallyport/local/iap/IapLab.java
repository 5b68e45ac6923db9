package dev.sallyport.local.iap;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.iap.v1.IdentityAwareProxyAdminServiceClient;
import com.google.cloud.iap.v1.IdentityAwareProxyAdminServiceSettings;
import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import dev.sallyport.local.grpc.InProcess;
import dev.sallyport.local.iam.Policies;
import dev.sallyport.local.iam.RoleNames;
import dev.sallyport.local.identity.LocalAccounts;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.time.CloudClock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** IAP with one project, and in it the backend services "shop" (global, 71) and "shop" (us-central1, 72). */
final class IapLab implements AutoCloseable {
    static final String ROLE = "roles/iap.httpsResourceAccessor";
    private static final Map<String, String> IDS = Map.of("/shop", "71", "/71", "71", "us-central1/shop", "72");

    final CloudClock clock = CloudClock.system();
    final Projects projects = new Projects();
    final Project project = projects.named("lab-project");
    final Policies projectPolicies = new Policies(clock, RoleNames.any());
    final LocalAccounts accounts = new LocalAccounts();
    final Iap iap = new Iap(clock, projects, IapLab::idOf, projectPolicies);
    final InProcess services;
    final IdentityAwareProxyAdminServiceClient client;

    IapLab() throws IOException {
        services = InProcess.serving(iap.services());
        client = IdentityAwareProxyAdminServiceClient.create(IdentityAwareProxyAdminServiceSettings.newBuilder()
                .setTransportChannelProvider(services.transport())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    }

    /** The canonical name of what lies below the project. */
    String canonical(String below) {
        return "projects/" + project.number() + "/" + below;
    }

    Policy grant(String resource, String member) {
        Binding binding = Binding.newBuilder().setRole(ROLE).addMembers(member).build();
        return client.setIamPolicy(SetIamPolicyRequest.newBuilder()
                .setResource(resource)
                .setPolicy(Policy.newBuilder().addBindings(binding))
                .build());
    }

    boolean admits(String resource, String email, String path) {
        IapPolicies.Visit visit =
                new IapPolicies.Visit(accounts.byEmail(email), "app.example.com", path, clock.instant());
        return iap.allows(resource, visit);
    }

    List<String> admitted(String resource) {
        return accounts.people().stream()
                .map(person -> person.email())
                .filter(email -> admits(resource, email, "/"))
                .toList();
    }

    @Override
    public void close() {
        client.close();
        services.close();
        clock.close();
    }

    private static Optional<String> idOf(
            ComputeIds.Kind kind, Project project, Optional<String> region, String nameOrId) {
        return kind == ComputeIds.Kind.BACKEND_SERVICE
                ? Optional.ofNullable(IDS.get(region.orElse("") + "/" + nameOrId))
                : Optional.empty();
    }
}
