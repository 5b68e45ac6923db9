package dev.sallyport.local.compute;

import com.google.cloud.audit.AuditLog;
import com.google.cloud.compute.v1.Operation;
import com.google.logging.v2.LogEntry;
import com.google.logging.v2.LogEntryOperation;
import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.api.RestBackend;
import dev.sallyport.local.api.RestCall;
import dev.sallyport.local.identity.Callers;
import dev.sallyport.local.logging.LogWriter;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.time.CloudClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes what would change something to the audit log: one entry for a call that is refused or done at once, two for one
 * that starts an operation, when it starts and when it is over.
 *
 * @see <a href="https://cloud.google.com/logging/docs/audit/understanding-audit-logs#understanding-lro">Audit logs for
 *     long-running operations</a>
 */
final class AdminActivity implements RestBackend {
    private static final String PRODUCER = "compute.googleapis.com";

    private final RestBackend methods;
    private final Cloud cloud;
    private final CloudClock clock;
    private final Callers callers;
    private volatile LogWriter log = LogWriter.none();

    AdminActivity(RestBackend methods, Cloud cloud, CloudClock clock, Callers callers) {
        this.methods = methods;
        this.cloud = cloud;
        this.clock = clock;
        this.callers = callers;
    }

    void attach(LogWriter attached) {
        log = attached;
    }

    @Override
    public Message invoke(RestCall call) {
        ComputeMethod method = cloud.methods().of(call.method());
        if (!changesSomething(method)) {
            return methods.invoke(call);
        }
        Message answer;
        try {
            answer = methods.invoke(call);
        } catch (ApiException refusal) {
            asked(method, call).ifPresent(asked -> write(asked, asked.refused(refusal)));
            throw refusal;
        }
        asked(method, call).ifPresent(asked -> answered(asked, answer));
        return answer;
    }

    private boolean changesSomething(ComputeMethod method) {
        boolean writes = switch (method.kind()) {
            case GET, LIST, AGGREGATED_LIST, GET_IAM_POLICY, TEST_IAM_PERMISSIONS, WAIT -> false;
            case SET_IAM_POLICY -> true;
            case INSERT, PATCH, UPDATE, DELETE, SET_LABELS, CUSTOM -> method.startsOperation();
        };
        return writes && cloud.methods().level(method) != MethodLevel.ABSENT;
    }

    /** What was asked; empty if it was asked of no project there is. */
    private Optional<AuditedCall> asked(ComputeMethod method, RestCall call) {
        String idOrNumber = Fields.text(call.request(), "project");
        Optional<Project> project = method.scope() == Scope.Kind.ORGANIZATION
                ? Optional.of(OrganizationPolicies.PLACE)
                : cloud.projects().find(idOrNumber);
        return project.map(found -> new AuditedCall(Call.of(method, found, call, callers.email(call.authorization()))));
    }

    private void answered(AuditedCall asked, Message answer) {
        if (answer instanceof Operation operation) {
            started(asked, operation);
        } else {
            write(asked, asked.done(answer));
        }
    }

    private void started(AuditedCall asked, Operation operation) {
        LogEntryOperation first = of(operation).setFirst(true).build();
        write(asked.about(operation), asked.started(operation), Optional.of(first));
        Link link = Link.parse(operation.getSelfLink()).orElseThrow();
        Duration left = find(asked, link)
                .map(last -> Duration.between(clock.instant(), Timestamps.parse(last.getEndTime())))
                .orElse(Duration.ZERO);
        if (left.isNegative() || left.isZero()) {
            ended(asked, link);
        } else {
            clock.schedule(left, () -> ended(asked, link));
        }
    }

    /** An operation that was forgotten with its project has no end. */
    private void ended(AuditedCall asked, Link operation) {
        find(asked, operation)
                .ifPresent(last -> write(
                        asked.about(last),
                        asked.ended(last),
                        Optional.of(of(last).setLast(true).build())));
    }

    /** The operation as it is in the end. */
    private Optional<Operation> find(AuditedCall asked, Link operation) {
        return cloud.read(asked.call().project(), transaction -> transaction.get(Operation.class, operation));
    }

    private static LogEntryOperation.Builder of(Operation operation) {
        return LogEntryOperation.newBuilder().setId(operation.getName()).setProducer(PRODUCER);
    }

    private void write(AuditedCall asked, AuditLog payload) {
        String id = cloud.read(asked.call().project(), transaction -> transaction.get(asked.link()))
                .map(resource -> Fields.text(resource, "id"))
                .orElse("");
        write(new AuditedCall.Subject(asked.link(), id), payload, Optional.empty());
    }

    private void write(AuditedCall.Subject subject, AuditLog payload, Optional<LogEntryOperation> operation) {
        Instant now = clock.instant();
        LogEntry.Builder entry = subject.entry(now, payload);
        operation.ifPresent(entry::setOperation);
        log.write(entry.build());
    }
}
