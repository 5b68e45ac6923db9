package dev.sallyport.local.compute;

import com.google.cloud.audit.AuditLog;
import com.google.cloud.audit.AuthenticationInfo;
import com.google.cloud.audit.ResourceLocation;
import com.google.cloud.compute.v1.Errors;
import com.google.cloud.compute.v1.Operation;
import com.google.logging.v2.LogEntry;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.rpc.Status;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.logging.AuditEntry;
import dev.sallyport.local.logging.AuditedMessage;
import dev.sallyport.local.projects.Projects;
import io.grpc.Status.Code;
import java.time.Instant;

/** What the audit log says of a call. */
record AuditedCall(Call call) {
    private static final String SERVICE = "compute.googleapis.com";

    /** The resource that an entry is about. */
    record Subject(Link link, String id) {
        LogEntry.Builder entry(Instant time, AuditLog payload) {
            String parent = link.project().isEmpty() ? Projects.ORGANIZATION : "projects/" + link.project();
            return AuditEntry.of(
                    AuditEntry.Log.ACTIVITY,
                    parent,
                    time,
                    AuditedResource.of(link, id, payload.getMethodName()),
                    payload);
        }
    }

    /** The resource that the call names, in its path or as that which is to be made. */
    Link link() {
        boolean insert = call.method().kind() == MethodKind.INSERT;
        return insert ? call.link(Fields.text(call.bodyOrDefault(), "name")) : call.link();
    }

    Subject about(Operation operation) {
        Link target = Link.parse(operation.getTargetLink()).orElseGet(this::link);
        return new Subject(target, Long.toUnsignedString(operation.getTargetId()));
    }

    AuditLog started(Operation operation) {
        return described(about(operation).link())
                .setRequest(request())
                .setResponse(AuditedMessage.of(operation, "operation", Secrets::isSecret))
                .build();
    }

    AuditLog ended(Operation operation) {
        AuditLog.Builder payload = described(about(operation).link()).setRequest(AuditedMessage.ofNothing(type()));
        if (operation.hasError()) {
            Errors error = operation.getError().getErrors(0);
            payload.setStatus(Status.newBuilder()
                    .setCode(code(operation.getHttpErrorStatusCode()).value())
                    .setMessage(error.getMessage()));
        }
        return payload.build();
    }

    AuditLog done(Message answer) {
        String type = answer.getDescriptorForType().getName();
        return described(link())
                .setRequest(request())
                .setResponse(AuditedMessage.of(answer, "compute." + type, Secrets::isSecret))
                .build();
    }

    AuditLog refused(ApiException refusal) {
        return described(link())
                .setRequest(request())
                .setStatus(Status.newBuilder().setCode(refusal.code().value()).setMessage(refusal.getMessage()))
                .build();
    }

    private AuditLog.Builder described(Link resource) {
        return AuditLog.newBuilder()
                .setServiceName(SERVICE)
                .setMethodName("v1." + call.method().id())
                .setResourceName(resource.path())
                .setAuthenticationInfo(AuthenticationInfo.newBuilder().setPrincipalEmail(call.caller()))
                .setResourceLocation(
                        ResourceLocation.newBuilder().addCurrentLocations(AuditedResource.location(resource.scope())));
    }

    private Struct request() {
        return call.hasBody()
                ? AuditedMessage.of(call.body(), type(), Secrets::isSecret)
                : AuditedMessage.ofNothing(type());
    }

    private String type() {
        return call.method().id();
    }

    /** As google.rpc.Code maps them. */
    private static Code code(int httpStatus) {
        return switch (httpStatus) {
            case 400 -> Code.INVALID_ARGUMENT;
            case 403 -> Code.PERMISSION_DENIED;
            case 404 -> Code.NOT_FOUND;
            case 409 -> Code.ALREADY_EXISTS;
            case 412 -> Code.FAILED_PRECONDITION;
            case 503 -> Code.UNAVAILABLE;
            default -> Code.UNKNOWN;
        };
    }
}
