package dev.sallyport.local.resourcemanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.PermissionDeniedException;
import com.google.cloud.resourcemanager.v3.Project;
import com.google.cloud.resourcemanager.v3.ProjectsClient;
import com.google.cloud.resourcemanager.v3.ProjectsSettings;
import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import dev.sallyport.local.grpc.InProcess;
import dev.sallyport.local.iam.Policies;
import dev.sallyport.local.iam.RoleNames;
import dev.sallyport.local.projects.Projects;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceManagerTest {
    private final Projects projects = new Projects();
    private InProcess services;
    private ProjectsClient client;

    @BeforeEach
    void start() throws IOException {
        Policies policies = new Policies(InstantSource.system(), RoleNames.any());
        services = InProcess.serving(List.of(new ResourceManager(projects, policies)));
        client = ProjectsClient.create(ProjectsSettings.newBuilder()
                .setTransportChannelProvider(services.transport())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    }

    @AfterEach
    void stop() {
        client.close();
        services.close();
    }

    @Test
    void aProjectHasNumberStateAndOrganisation() {
        Project project = client.getProject("projects/lab-project");

        assertThat(project.getName())
                .isEqualTo("projects/" + projects.named("lab-project").number());
        assertThat(project.getProjectId()).isEqualTo("lab-project");
        assertThat(project.getParent()).isEqualTo(Projects.ORGANIZATION);
        assertThat(project.getState()).isEqualTo(Project.State.ACTIVE);
    }

    @Test
    void aProjectIsFoundByNumberOnceItIsThere() {
        String name = client.getProject("projects/lab-project").getName();

        assertThat(client.getProject(name).getProjectId()).isEqualTo("lab-project");
    }

    @Test
    void anUnknownNumberIsForbiddenAsOnGoogleCloud() {
        assertThatThrownBy(() -> client.getProject("projects/123")).isInstanceOf(PermissionDeniedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab-project", "projects/", "projects/a/b"})
    void whatIsNoProjectNameIsRefused(String name) {
        assertThatThrownBy(() -> client.getProject(name)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void aProjectIsMadeWithoutOrganisation() throws Exception {
        Project wanted = Project.newBuilder().setProjectId("lone-project").build();

        Project made = client.createProjectAsync(wanted).get();

        assertThat(made.getParent()).isEmpty();
        assertThat(client.getProject("projects/lone-project")).isEqualTo(made);
        assertThatThrownBy(() -> client.createProjectAsync(wanted).get())
                .hasCauseInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void aProjectIsMadeUnderTheOrganisationAndNothingElse() throws Exception {
        Project.Builder wanted =
                Project.newBuilder().setProjectId("new-project").setParent(Projects.ORGANIZATION);

        assertThat(client.createProjectAsync(wanted.build()).get().getParent()).isEqualTo(Projects.ORGANIZATION);
        assertThatThrownBy(() -> client.createProjectAsync(
                                wanted.setParent("folders/1").build())
                        .get())
                .hasCauseInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("project.parent: 'folders/1'");
        assertThatThrownBy(() -> client.createProjectAsync(
                                Project.newBuilder().setProjectId("New").build())
                        .get())
                .hasCauseInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("project.project_id: 'New'");
    }

    @Test
    void projectsAreSearched() {
        projects.named("lab-one");
        projects.named("lab-two");
        projects.named("other");

        assertThat(client.searchProjects("id:lab-*").iterateAll())
                .extracting(Project::getProjectId)
                .containsExactly("lab-one", "lab-two");
        assertThat(client.searchProjects("parent:" + Projects.ORGANIZATION + " AND projectId=other")
                        .iterateAll())
                .extracting(Project::getProjectId)
                .containsExactly("other");
        assertThat(client.searchProjects("").iterateAll()).hasSize(3);
    }

    @Test
    void aQueryThatIsNotEmulatedIsRefused() {
        assertThatThrownBy(() -> client.searchProjects("labels.colour:red"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("labels.colour:red");
    }

    @Test
    void idAndNumberHaveOnePolicy() {
        Binding binding = Binding.newBuilder()
                .setRole("roles/owner")
                .addMembers("user:alice@example.com")
                .build();

        client.setIamPolicy(
                "projects/lab-project", Policy.newBuilder().addBindings(binding).build());

        String byNumber = "projects/" + projects.named("lab-project").number();
        assertThat(client.getIamPolicy(byNumber).getBindingsList()).containsExactly(binding);
    }

    @Test
    void theCallerHoldsEveryPermission() {
        assertThat(client.testIamPermissions("projects/lab-project", List.of("resourcemanager.projects.get"))
                        .getPermissionsList())
                .containsExactly("resourcemanager.projects.get");
    }
}
