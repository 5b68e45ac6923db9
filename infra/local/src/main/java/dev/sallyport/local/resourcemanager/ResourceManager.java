package dev.sallyport.local.resourcemanager;

import com.google.cloud.resourcemanager.v3.CreateProjectRequest;
import com.google.cloud.resourcemanager.v3.GetProjectRequest;
import com.google.cloud.resourcemanager.v3.Project;
import com.google.cloud.resourcemanager.v3.ProjectsGrpc.ProjectsImplBase;
import com.google.cloud.resourcemanager.v3.SearchProjectsRequest;
import com.google.cloud.resourcemanager.v3.SearchProjectsResponse;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.iam.v1.TestIamPermissionsResponse;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.grpc.Unary;
import dev.sallyport.local.iam.Policies;
import dev.sallyport.local.iam.PolicyCalls;
import dev.sallyport.local.identity.Callers;
import dev.sallyport.local.logging.LogWriter;
import dev.sallyport.local.projects.Projects;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * google.cloud.resourcemanager.v3.Projects: makes projects, looks them up and keeps their policies; moving and deleting is
 * absent. Operations are done at once.
 */
public final class ResourceManager extends ProjectsImplBase {
    private static final String PREFIX = "projects/";
    private static final Pattern ID = Pattern.compile("[a-z][-a-z0-9]{4,28}[a-z0-9]");

    private static final Set<String> PARENTS = Set.of(Projects.ORGANIZATION, "");

    private final Projects projects;
    private final PolicyCalls policyCalls;
    private final ProjectActivity activity;

    /**
     * A service whose calls nobody logs.
     *
     * @param policies the policies of projects, by {@code projects/NUMBER}
     */
    public ResourceManager(Projects projects, Policies policies) {
        this(projects, policies, LogWriter.none(), InstantSource.system(), new Callers());
    }

    /**
     * @param policies the policies of projects, by {@code projects/NUMBER}
     * @param log where changes of policies are written
     */
    public ResourceManager(Projects projects, Policies policies, LogWriter log, InstantSource clock, Callers callers) {
        this.projects = projects;
        this.activity = new ProjectActivity(log, clock, projects, callers);
        this.policyCalls = new PolicyCalls(policies, this::canonicalName);
    }

    @Override
    public void createProject(CreateProjectRequest request, StreamObserver<Operation> observer) {
        Unary.answer(observer, () -> {
            Project wanted = request.getProject();
            if (!ID.matcher(wanted.getProjectId()).matches()) {
                throw ApiException.invalid("project.project_id: '" + wanted.getProjectId()
                        + "' (expected: 6 to 30 lower-case letters, digits and hyphens, beginning with a letter)");
            }
            if (!PARENTS.contains(wanted.getParent())) {
                throw ApiException.invalid("project.parent: '" + wanted.getParent() + "' (expected: "
                        + Projects.ORGANIZATION + ", or none for a project without organisation)");
            }
            Project made = projects.create(wanted.getProjectId(), wanted.getParent())
                    .map(ResourceManager::shown)
                    .orElseThrow(() -> ApiException.alreadyExists("Requested entity already exists"));
            return Operation.newBuilder()
                    .setName("operations/cp." + made.getName().substring(PREFIX.length()))
                    .setDone(true)
                    .setResponse(Any.pack(made))
                    .build();
        });
    }

    @Override
    public void getProject(GetProjectRequest request, StreamObserver<Project> observer) {
        Unary.answer(observer, () -> shown(project(request.getName())));
    }

    @Override
    public void searchProjects(SearchProjectsRequest request, StreamObserver<SearchProjectsResponse> observer) {
        Unary.answer(observer, () -> {
            ProjectQuery query = ProjectQuery.parse(request.getQuery());
            List<Project> found = projects.all().stream()
                    .filter(query::matches)
                    .sorted(Comparator.comparing(dev.sallyport.local.projects.Project::id))
                    .map(ResourceManager::shown)
                    .toList();
            return SearchProjectsResponse.newBuilder().addAllProjects(found).build();
        });
    }

    @Override
    public void getIamPolicy(GetIamPolicyRequest request, StreamObserver<Policy> observer) {
        policyCalls.get(request, observer);
    }

    @Override
    public void setIamPolicy(SetIamPolicyRequest request, StreamObserver<Policy> observer) {
        policyCalls.set(request, activity.of(request, observer));
    }

    @Override
    public void testIamPermissions(
            TestIamPermissionsRequest request, StreamObserver<TestIamPermissionsResponse> observer) {
        policyCalls.test(request, observer);
    }

    private String canonicalName(String name) {
        return PREFIX + project(name).number();
    }

    private dev.sallyport.local.projects.Project project(String name) {
        String idOrNumber = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
        if (idOrNumber.isEmpty() || idOrNumber.contains("/")) {
            throw ApiException.invalid("'" + name + "' is not a project; expected projects/ID_OR_NUMBER");
        }
        return ProjectLookup.in(projects, idOrNumber);
    }

    private static Project shown(dev.sallyport.local.projects.Project project) {
        return Project.newBuilder()
                .setName(PREFIX + project.number())
                .setProjectId(project.id())
                .setDisplayName(project.id())
                .setParent(project.organization())
                .setState(Project.State.ACTIVE)
                .build();
    }
}
