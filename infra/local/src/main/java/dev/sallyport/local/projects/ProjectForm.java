package dev.sallyport.local.projects;

import com.google.protobuf.ByteString;
import dev.sallyport.local.state.Form;

/** Projects are kept as the Resource Manager API shows them. */
final class ProjectForm implements Form<Project> {
    private static final String PREFIX = "projects/";
    private static final Form<com.google.cloud.resourcemanager.v3.Project> MESSAGE =
            Form.of(com.google.cloud.resourcemanager.v3.Project.parser());

    @Override
    public ByteString written(Project project) {
        return MESSAGE.written(com.google.cloud.resourcemanager.v3.Project.newBuilder()
                .setName(PREFIX + project.number())
                .setProjectId(project.id())
                .setParent(project.organization())
                .build());
    }

    @Override
    public Project read(ByteString bytes) {
        com.google.cloud.resourcemanager.v3.Project kept = MESSAGE.read(bytes);
        return new Project(kept.getProjectId(), kept.getName().substring(PREFIX.length()), kept.getParent());
    }
}
