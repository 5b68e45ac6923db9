package dev.sallyport.local.internet.iap;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.BackendServiceIAP;
import com.google.cloud.iap.v1.IapSettings;
import com.google.cloud.iap.v1.OAuthSettings;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.iap.IapPolicies;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The OAuth clients IAP signs people in with: the one the settings or the backend service name, or else the one that
 * Google manages for each project, which serves members of the project's organisation only.
 */
public final class OAuthClients {
    private static final Map<String, String> DOMAINS = Map.of(Projects.ORGANIZATION, "example.com");

    private final Projects projects;
    private final ComputeView compute;
    private final IapPolicies policies;

    public OAuthClients(Projects projects, ComputeView compute, IapPolicies policies) {
        this.projects = projects;
        this.compute = compute;
        this.policies = policies;
    }

    /** The client of this id, if it is Google-managed or an IAP-protected backend service uses it. */
    public Optional<OAuthClient> find(String id) {
        return projects.all().stream()
                .flatMap(project -> Stream.concat(managedBy(project).stream(), usedIn(project)))
                .filter(client -> client.id().equals(id))
                .findFirst();
    }

    /** Empty if the app names no client and its project has no organisation: then nobody can sign in. */
    Optional<OAuthClient> of(ProtectedApp app, IapSettings settings) {
        OAuthSettings ofSettings = settings.getAccessSettings().getOauthSettings();
        if (!ofSettings.getClientId().getValue().isBlank()) {
            return Optional.of(OAuthClient.own(
                    ofSettings.getClientId().getValue(),
                    ofSettings.getClientSecretSha256().getValue()));
        }
        BackendServiceIAP ofService = app.service().getIap();
        // A single space stands for no client, too: that is how clients clear it.
        return ofService.getOauth2ClientId().isBlank()
                ? managedBy(app.project())
                : Optional.of(OAuthClient.own(ofService.getOauth2ClientId(), ofService.getOauth2ClientSecretSha256()));
    }

    private Stream<OAuthClient> usedIn(Project project) {
        return compute.list(BackendService.class, project.id()).stream()
                .filter(service -> service.getIap().getEnabled())
                .map(service -> ProtectedApp.of(project, service))
                .flatMap(app -> of(app, policies.settings(app.resource())).stream());
    }

    private static Optional<OAuthClient> managedBy(Project project) {
        if (project.organization().isEmpty()) {
            return Optional.empty();
        }
        UUID digest = UUID.nameUUIDFromBytes(project.number().getBytes(StandardCharsets.UTF_8));
        String suffix = new BigInteger(digest.toString().replace("-", ""), 16).toString(36);
        return Optional.of(OAuthClient.managed(
                project.number() + "-" + suffix + ".apps.googleusercontent.com",
                Optional.ofNullable(DOMAINS.get(project.organization()))));
    }
}
