package dev.sallyport.local.iap;

import com.google.api.MonitoredResource;
import com.google.cloud.audit.AuditLog;
import com.google.cloud.audit.AuthenticationInfo;
import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.identity.Callers;
import dev.sallyport.local.identity.GrpcCaller;
import dev.sallyport.local.logging.AuditEntry;
import dev.sallyport.local.logging.AuditedMessage;
import dev.sallyport.local.logging.AuditedObserver;
import dev.sallyport.local.logging.LogWriter;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What audit logs say of calls of IAP's admin API.
 *
 * @see <a href="https://cloud.google.com/iap/docs/audit-log-howto">IAP audit logging</a>
 */
final class IapActivity {
    private static final String SERVICE = "iap.googleapis.com";
    private static final String METHODS = "google.cloud.iap.v1.IdentityAwareProxyAdminService.";
    private static final Pattern BACKEND_SERVICE =
            Pattern.compile("projects/[^/]+/iap_web/compute(-(?<region>[^/]+))?/services/(?<id>[^/]+)(/.*)?");

    private final LogWriter log;
    private final InstantSource clock;
    private final Projects projects;
    private final IapResourceNames names;
    private final Callers callers;

    IapActivity(LogWriter log, InstantSource clock, Projects projects, IapResourceNames names, Callers callers) {
        this.log = log;
        this.clock = clock;
        this.projects = projects;
        this.names = names;
        this.callers = callers;
    }

    /** @param asked what the request calls the resource */
    <T extends Message> StreamObserver<T> of(
            AuditEntry.Log kind, String method, String asked, Message request, StreamObserver<T> observer) {
        String resource = canonical(asked);
        AuditLog call = AuditLog.newBuilder()
                .setServiceName(SERVICE)
                .setMethodName(METHODS + method)
                .setResourceName(resource)
                .setAuthenticationInfo(
                        AuthenticationInfo.newBuilder().setPrincipalEmail(callers.email(GrpcCaller.authorization())))
                .setRequest(AuditedMessage.of(
                        request, request.getDescriptorForType().getFullName()))
                .build();
        return new AuditedObserver<>(observer, call, payload -> write(kind, resource, payload));
    }

    private void write(AuditEntry.Log kind, String resource, AuditLog payload) {
        Optional<Project> project = projects.find(projects.idOf(resource));
        String parent = project.map(found -> "projects/" + found.id()).orElse(resource);
        log.write(AuditEntry.of(kind, parent, clock.instant(), monitored(resource, project, payload), payload)
                .build());
    }

    private static MonitoredResource.Builder monitored(String resource, Optional<Project> project, AuditLog payload) {
        MonitoredResource.Builder monitored = MonitoredResource.newBuilder();
        project.ifPresent(found -> monitored.putLabels("project_id", found.id()));
        Matcher service = BACKEND_SERVICE.matcher(resource);
        if (service.matches()) {
            String region = service.group("region");
            return monitored
                    .setType("gce_backend_service")
                    .putLabels("backend_service_id", service.group("id"))
                    .putLabels("location", region == null ? "global" : region);
        }
        return monitored
                .setType("audited_resource")
                .putLabels("service", SERVICE)
                .putLabels("method", payload.getMethodName());
    }

    /** The call is refused where the name is none; the log has it as it was sent. */
    private String canonical(String asked) {
        try {
            return names.withSettings(asked).name();
        } catch (ApiException e) {
            return asked;
        }
    }
}
