package dev.sallyport.local.iap;

import com.google.cloud.iap.v1.IapSettings;
import dev.sallyport.local.iam.AccessRequest;
import dev.sallyport.local.iam.Policies;
import dev.sallyport.local.iam.RoleNames;
import dev.sallyport.local.identity.Callers;
import dev.sallyport.local.identity.GrpcCaller;
import dev.sallyport.local.logging.LogWriter;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.time.CloudClock;
import io.grpc.BindableService;
import java.util.List;
import java.util.stream.Stream;

/** Identity-Aware Proxy: the admin API, and the decisions that follow from what was set there. */
public final class Iap implements IapPolicies {
    private static final String ACCESS_ROLE = "roles/iap.httpsResourceAccessor";

    private final Projects projects;
    private final Policies projectPolicies;
    private final Policies policies;
    private final SettingsByResource settings;
    private final IapResourceNames names;
    private final IapActivity activity;

    /** An IAP whose calls nobody logs. */
    public Iap(CloudClock clock, Projects projects, ComputeIds ids, Policies projectPolicies) {
        this(clock, projects, ids, projectPolicies, LogWriter.none(), new Callers());
    }

    /**
     * @param projectPolicies the policies of projects, by {@code projects/NUMBER}, from which IAP's inherit
     * @param log where calls that change something are written
     */
    public Iap(
            CloudClock clock,
            Projects projects,
            ComputeIds ids,
            Policies projectPolicies,
            LogWriter log,
            Callers callers) {
        this.projects = projects;
        this.projectPolicies = projectPolicies;
        this.policies = new Policies(clock, RoleNames.ofService("iap"), "iap-policies", projects::idOf);
        this.settings = new SettingsByResource(projects::idOf);
        this.names = new IapResourceNames(projects, ids);
        this.activity = new IapActivity(log, clock, projects, names, callers);
    }

    public List<BindableService> services() {
        return List.of(
                GrpcCaller.knownTo(new IapAdminService(names, policies, settings, activity)),
                new RetiredOAuthService());
    }

    /** Keep the policies and settings. */
    public List<Keeper> keepers() {
        return List.of(policies.keeper(), settings.keeper());
    }

    @Override
    public boolean allows(String resource, Visit visit) {
        AccessRequest request = new AccessRequest(visit.account(), visit.host(), visit.path(), visit.time());
        return new IapResource(resource)
                .lineage().stream().anyMatch(level -> policiesOf(level).grants(level.name(), ACCESS_ROLE, request));
    }

    @Override
    public IapSettings settings(String resource) {
        List<IapResource> lineage = new IapResource(resource).lineage();
        return settings.inForce(organizationAnd(lineage));
    }

    private Policies policiesOf(IapResource level) {
        return level.isProject() ? projectPolicies : policies;
    }

    private List<IapResource> organizationAnd(List<IapResource> lineage) {
        String number = lineage.get(lineage.size() - 1).name().substring("projects/".length());
        return projects.find(number)
                .map(Project::organization)
                .filter(organization -> !organization.isEmpty())
                .map(organization -> Stream.concat(lineage.stream(), Stream.of(new IapResource(organization)))
                        .toList())
                .orElse(lineage);
    }
}
