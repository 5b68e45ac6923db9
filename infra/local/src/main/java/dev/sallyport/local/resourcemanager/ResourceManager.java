package dev.sallyport.local.resourcemanager;

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
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.grpc.Unary;
import dev.sallyport.local.iam.Policies;
import dev.sallyport.local.iam.PolicyCalls;
import dev.sallyport.local.projects.Projects;
import io.grpc.stub.StreamObserver;
import java.util.Comparator;
import java.util.List;

/** google.cloud.resourcemanager.v3.Projects: looks projects up and keeps their policies; making and moving is absent. */
public final class ResourceManager extends ProjectsImplBase {
    private static final String PREFIX = "projects/";

    private final Projects projects;
    private final PolicyCalls policyCalls;

    /** @param policies the policies of projects, by {@code projects/NUMBER} */
    public ResourceManager(Projects projects, Policies policies) {
        this.projects = projects;
        this.policyCalls = new PolicyCalls(policies, this::canonicalName);
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
        policyCalls.set(request, observer);
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
