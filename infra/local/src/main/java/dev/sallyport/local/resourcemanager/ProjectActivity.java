package dev.sallyport.local.resourcemanager;

import com.google.api.MonitoredResource;
import com.google.cloud.audit.AuditLog;
import com.google.cloud.audit.AuthenticationInfo;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
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

/**
 * What the audit log says of changes of projects' policies.
 *
 * @see <a href="https://cloud.google.com/resource-manager/docs/audit-logging">Resource Manager audit logging</a>
 */
final class ProjectActivity {
    private final LogWriter log;
    private final InstantSource clock;
    private final Projects projects;
    private final Callers callers;

    ProjectActivity(LogWriter log, InstantSource clock, Projects projects, Callers callers) {
        this.log = log;
        this.clock = clock;
        this.projects = projects;
        this.callers = callers;
    }

    StreamObserver<Policy> of(SetIamPolicyRequest request, StreamObserver<Policy> observer) {
        AuditLog call = AuditLog.newBuilder()
                .setServiceName("cloudresourcemanager.googleapis.com")
                .setMethodName("SetIamPolicy")
                .setAuthenticationInfo(
                        AuthenticationInfo.newBuilder().setPrincipalEmail(callers.email(GrpcCaller.authorization())))
                .setRequest(AuditedMessage.of(request, "google.iam.v1.SetIamPolicyRequest"))
                .build();
        return new AuditedObserver<>(observer, call, payload -> write(request.getResource(), payload));
    }

    /** What names no project there is goes into no log. */
    private void write(String resource, AuditLog payload) {
        projects.find(projects.idOf(resource)).ifPresent(project -> write(project, payload));
    }

    private void write(Project project, AuditLog payload) {
        String name = "projects/" + project.id();
        MonitoredResource.Builder monitored =
                MonitoredResource.newBuilder().setType("project").putLabels("project_id", project.id());
        AuditLog named = payload.toBuilder().setResourceName(name).build();
        log.write(AuditEntry.of(AuditEntry.Log.ACTIVITY, name, clock.instant(), monitored, named)
                .build());
    }
}
