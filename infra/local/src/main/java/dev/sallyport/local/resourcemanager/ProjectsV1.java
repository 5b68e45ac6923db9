package dev.sallyport.local.resourcemanager;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.api.ErrorFormat;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;

/**
 * {@code GET /v1/projects/{project}}: a project as the Resource Manager API v1 shows it. That version has no public
 * protocol buffers, but gcloud speaks it to learn a project's number.
 */
public final class ProjectsV1 implements HttpService {
    private final Projects projects;

    public ProjectsV1(Projects projects) {
        this.projects = projects;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        try {
            if (request.method() != HttpMethod.GET) {
                throw ApiException.notFound("There is no method for " + request.method() + " " + context.path() + ".");
            }
            return json(shown(ProjectLookup.in(projects, context.pathParam("project"))));
        } catch (ApiException e) {
            return ErrorFormat.GRPC.response(e).toHttpResponse();
        }
    }

    private static ObjectNode shown(Project project) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("projectNumber", project.number());
        shown.put("projectId", project.id());
        shown.put("lifecycleState", "ACTIVE");
        shown.put("name", project.id());
        if (!project.organization().isEmpty()) {
            String[] parent = project.organization().split("/");
            shown.putObject("parent").put("type", "organization").put("id", parent[1]);
        }
        return shown;
    }

    private static HttpResponse json(ObjectNode body) {
        return HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, body.toPrettyString() + "\n");
    }
}
