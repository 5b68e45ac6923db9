package dev.sallyport.local.internet.iap;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.iap.v1.IapSettings;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The OAuth clients IAP signs people in with: the one the settings or the backend service name, or else the one that
 * Google manages for each project, which serves members of the project's organisation only.
 */
public final class OAuthClients {
    private static final Map<String, String> DOMAINS = Map.of(Projects.ORGANIZATION, "example.com");

    private final Projects projects;
    private final ComputeView compute;

    public OAuthClients(Projects projects, ComputeView compute) {
        this.projects = projects;
        this.compute = compute;
    }

    /** The client of this id, if it is Google-managed or an IAP-protected backend service uses it. */
    public Optional<OAuthClient> find(String id) {
        return projects.all().stream()
                .flatMap(project -> managedBy(project).stream())
                .filter(client -> client.id().equals(id))
                .findAny()
                .or(() ->
                        isNamedByAService(id) ? Optional.of(new OAuthClient(id, Optional.empty())) : Optional.empty());
    }

    /** Empty if the app names no client and its project has no organisation: then nobody can sign in. */
    Optional<OAuthClient> of(ProtectedApp app, IapSettings settings) {
        String fromSettings =
                settings.getAccessSettings().getOauthSettings().getClientId().getValue();
        String named = fromSettings.isBlank() ? app.service().getIap().getOauth2ClientId() : fromSettings;
        return named.isBlank() ? managedBy(app.project()) : Optional.of(new OAuthClient(named, Optional.empty()));
    }

    private static Optional<OAuthClient> managedBy(Project project) {
        if (project.organization().isEmpty()) {
            return Optional.empty();
        }
        UUID digest = UUID.nameUUIDFromBytes(project.number().getBytes(StandardCharsets.UTF_8));
        String suffix = new BigInteger(digest.toString().replace("-", ""), 16).toString(36);
        return Optional.of(new OAuthClient(
                project.number() + "-" + suffix + ".apps.googleusercontent.com",
                Optional.ofNullable(DOMAINS.get(project.organization()))));
    }

    private boolean isNamedByAService(String id) {
        return projects.all().stream()
                .flatMap(project -> compute.list(BackendService.class, project.id()).stream())
                .anyMatch(service ->
                        !id.isBlank() && service.getIap().getOauth2ClientId().equals(id));
    }
}
