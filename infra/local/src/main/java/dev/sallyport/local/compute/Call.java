package dev.sallyport.local.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.sallyport.local.api.RestCall;
import dev.sallyport.local.projects.Project;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of a method of the Compute API, in the words of the API: project, scope, resource, body.
 *
 * @param caller e-mail address of whoever calls
 */
record Call(ComputeMethod method, Project project, Message request, JsonNode json, String caller) {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    static Call of(ComputeMethod method, Project project, RestCall call, String caller) {
        return new Call(method, project, call.request(), call.body(), caller);
    }

    /** The same call of a resource by another name. */
    Call naming(String name) {
        FieldDescriptor variable = request.getDescriptorForType().findFieldByName(method.nameVariable());
        return new Call(
                method, project, request.toBuilder().setField(variable, name).build(), json, caller);
    }

    Scope scope() {
        return switch (method.scope()) {
            case GLOBAL -> Scope.GLOBAL;
            case PROJECT -> Scope.PROJECT;
            case ORGANIZATION -> Scope.ORGANIZATION;
            case REGION -> Scope.region(parameter("region"));
            case ZONE -> Scope.zone(parameter("zone"));
        };
    }

    /** The resource that the path names. */
    Link link() {
        return link(parameter(method.nameVariable()));
    }

    /** A resource of this name in the collection that the path names. */
    Link link(String name) {
        return new Link(project.id(), scope(), collection(), name);
    }

    /** The collection that the path names, with the resource it lies in before it if there is one. */
    String collection() {
        return method.isNested() ? parent() + "/" + method.collection() : method.collection();
    }

    private String parent() {
        return VARIABLE.matcher(method.parent())
                .replaceAll(variable -> Matcher.quoteReplacement(parameter(variable.group(1))));
    }

    /** A link as the API returns it: in full, whatever part of it was sent. */
    String url(String sent) {
        return Link.parse(sent, project.id()).map(Link::url).orElse(sent);
    }

    /** A path variable or query parameter by its proto name; empty if it was not given. */
    String parameter(String name) {
        return Fields.text(request, name);
    }

    int number(String name, int otherwise) {
        FieldDescriptor field = request.getDescriptorForType().findFieldByName(name);
        return field != null && request.hasField(field) ? ((Number) request.getField(field)).intValue() : otherwise;
    }

    boolean hasBody() {
        return !method.bodyField().isEmpty() && request.hasField(bodyField());
    }

    /** @throws dev.sallyport.local.api.ApiException if the method needs a body and none was sent */
    Message body() {
        if (!hasBody()) {
            throw Refusals.requiredField("resource");
        }
        return (Message) request.getField(bodyField());
    }

    /** The body, or the empty message where none was sent. */
    Message bodyOrDefault() {
        return (Message) request.getField(bodyField());
    }

    private FieldDescriptor bodyField() {
        return request.getDescriptorForType().findFieldByName(method.bodyField());
    }
}
