package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Operation;
import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.api.RestBackend;
import dev.sallyport.local.api.RestCall;
import dev.sallyport.local.compute.CommonMethods.Changed;
import dev.sallyport.local.compute.ProjectResources.Stored;
import dev.sallyport.local.projects.Project;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Brings each call to what answers it. */
final class Dispatcher implements RestBackend {
    /** Whoever calls: the local cloud asks for no credentials of its own. */
    private static final String CALLER = "developer@example.com";

    private static final Pattern PROJECT = Pattern.compile(
            "(?:(?:[-a-z0-9]{1,63}\\.)*(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?):)?(?:[0-9]{1,19}|(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?))");

    private final Cloud cloud;
    private final CommonMethods common;
    private final OperationMethods operationMethods;

    Dispatcher(Cloud cloud) {
        this.cloud = cloud;
        this.common = new CommonMethods(cloud.behaviours(), cloud.writer());
        this.operationMethods = new OperationMethods(cloud.operations());
    }

    @Override
    public Message invoke(RestCall call) {
        ComputeMethod method = cloud.methods().of(call.method());
        if (cloud.methods().level(method) == MethodLevel.ABSENT) {
            throw ApiException.notImplemented(method.id());
        }
        Call asked = Call.of(method, project(method, call.request()), call);
        checkScope(asked);
        Call parsed = byName(asked);
        return method.collection().equals("operations") ? operationMethods.answer(parsed) : answer(parsed);
    }

    /** Where the path has a resource's numeric id, which Google takes too, it might as well have had the name. */
    private Call byName(Call call) {
        if (call.method().nameVariable().isEmpty() || !call.link().hasId()) {
            return call;
        }
        Link link = cloud.read(call.project(), transaction -> transaction.canonical(call.link()));
        return call.naming(link.name());
    }

    private Message answer(Call call) {
        return cloud.methods()
                .action(call.method())
                .map(action -> act(call, action))
                .orElseGet(() -> common(call));
    }

    private Message act(Call call, Action<Message> action) {
        if (action instanceof Action.Answer<Message> answer) {
            return cloud.read(call.project(), transaction -> answer.answerer().answer(transaction, call));
        }
        if (action instanceof Action.Effect<Message> effect) {
            return operation(call, effect.effector()::take);
        }
        Action.Change<Message> change = (Action.Change<Message>) action;
        return operation(call, (transaction, asked) -> common.change(transaction, asked, change));
    }

    private Message common(Call call) {
        return switch (call.method().kind()) {
            case GET -> cloud.read(call.project(), transaction -> common.get(transaction, call));
            case LIST ->
                cloud.read(
                        call.project(),
                        transaction -> ListMethods.list(call, page(transaction, call, inScope(transaction, call))));
            case AGGREGATED_LIST ->
                cloud.read(
                        call.project(),
                        transaction -> ListMethods.aggregated(
                                call, page(transaction, call, inAllScopes(transaction, call)), Geography.scopes()));
            case GET_IAM_POLICY -> cloud.read(call.project(), transaction -> PolicyMethods.get(transaction, call));
            case SET_IAM_POLICY -> cloud.change(call.project(), transaction -> PolicyMethods.set(transaction, call));
            case TEST_IAM_PERMISSIONS ->
                cloud.read(call.project(), transaction -> PolicyMethods.testPermissions(transaction, call));
            case INSERT, PATCH, UPDATE, DELETE, SET_LABELS -> operation(call, common::change);
            case WAIT, CUSTOM -> throw ApiException.notImplemented(call.method().id());
        };
    }

    private static Stream<Stored> inScope(Transaction transaction, Call call) {
        Scope scope = call.scope();
        call.link("").parent().ifPresent(parent -> CommonMethods.existing(transaction, parent));
        if (scope.kind() == Scope.Kind.ORGANIZATION) {
            return OrganizationPolicies.of(transaction, call);
        }
        return inAllScopes(transaction, call)
                .filter(stored -> stored.link().scope().equals(scope));
    }

    private static Stream<Stored> inAllScopes(Transaction transaction, Call call) {
        return transaction.all(call.collection());
    }

    private static Page page(Transaction transaction, Call call, Stream<Stored> all) {
        return Page.of(
                all, call, stored -> new Stored(stored.link(), transaction.shown(stored.link(), stored.message())));
    }

    /** Makes a change and starts its operation; the same request again gets the same operation. */
    private Operation operation(Call call, BiFunction<Transaction, Call, Changed> change) {
        String requestId = requestId(call);
        if (requestId.isEmpty()) {
            return start(call, change);
        }
        String project = call.project().id();
        String method = call.method().id();
        // The project is held so that a request sent twice at once is not carried out twice.
        return cloud.holding(
                call.project(),
                () -> cloud.operations().startedBy(project, method, requestId).orElseGet(() -> {
                    Operation operation = start(call, change);
                    cloud.operations().rememberRequest(project, method, requestId, operation);
                    return operation;
                }));
    }

    private Operation start(Call call, BiFunction<Transaction, Call, Changed> change) {
        var latency =
                cloud.latency().of(call.method().collection(), call.method().name());
        try {
            Changed changed = cloud.change(call.project(), transaction -> change.apply(transaction, call));
            Operation operation = started(call, changed, latency);
            if (call.method().kind() == MethodKind.DELETE) {
                cloud.departures().began(changed.target(), changed.resource(), operation);
            }
            return operation;
        } catch (OperationFailure failure) {
            Changed wanted = cloud.read(call.project(), transaction -> common.target(transaction, call));
            return cloud.operations()
                    .startFailing(wanted.target(), wanted.targetId(), wanted.operationType(), CALLER, latency, failure);
        }
    }

    private Operation started(Call call, Changed changed, Duration latency) {
        Operations operations = cloud.operations();
        return cloud.behaviours()
                        .of(call.method().collection())
                        .doneAtOnce(call.method().name())
                ? operations.startDone(changed.target(), changed.targetId(), changed.operationType(), CALLER)
                : operations.start(changed.target(), changed.targetId(), changed.operationType(), CALLER, latency);
    }

    private static String requestId(Call call) {
        String id = call.parameter("request_id");
        try {
            if (id.isEmpty() || !UUID.fromString(id).equals(new UUID(0, 0))) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Told below, like the zero id.
        }
        throw Refusals.invalidValue("requestId", id, "The value must be a UUID other than zero.");
    }

    private Project project(ComputeMethod method, Message request) {
        if (method.scope() == Scope.Kind.ORGANIZATION) {
            return OrganizationPolicies.PLACE;
        }
        String project = Fields.text(request, "project");
        if (!PROJECT.matcher(project).matches()) {
            throw Refusals.invalidValue("project", project, "Must be a match of regex '" + PROJECT + "'");
        }
        if (project.chars().allMatch(Character::isDigit)) {
            return cloud.projects()
                    .find(project)
                    .orElseThrow(() -> ApiException.resourceNotFound("projects/" + project));
        }
        return cloud.projects().named(project);
    }

    private static void checkScope(Call call) {
        Scope scope = call.scope();
        if (scope.kind() == Scope.Kind.REGION && !Geography.hasRegion(scope.name())) {
            throw Refusals.invalidValue("region", scope.name(), "Unknown region.");
        }
        if (scope.kind() == Scope.Kind.ZONE && !Geography.hasZone(scope.name())) {
            throw Refusals.invalidValue("zone", scope.name(), "Unknown zone.");
        }
    }
}
