package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.api.RestBackend;
import dev.sallyport.local.api.RestCall;
import dev.sallyport.local.compute.ProjectResources.Stored;
import dev.sallyport.local.identity.Callers;
import dev.sallyport.local.projects.Project;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Brings each call to what answers it. */
final class Dispatcher implements RestBackend {
    private static final Pattern PROJECT = Pattern.compile(
            "(?:(?:[-a-z0-9]{1,63}\\.)*(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?):)?(?:[0-9]{1,19}|(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?))");

    private final Cloud cloud;
    private final CommonMethods common;
    private final ChangeMethods changes;
    private final OperationMethods operationMethods;
    private final Callers callers;

    Dispatcher(Cloud cloud, OperationMethods operationMethods, Callers callers) {
        this.cloud = cloud;
        this.common = new CommonMethods(cloud.behaviours(), cloud.writer());
        this.changes = new ChangeMethods(cloud, common);
        this.operationMethods = operationMethods;
        this.callers = callers;
    }

    @Override
    public Message invoke(RestCall call) {
        ComputeMethod method = cloud.methods().of(call.method());
        if (cloud.methods().level(method) == MethodLevel.ABSENT) {
            throw ApiException.notImplemented(method.id());
        }
        Call asked = Call.of(method, project(method, call.request()), call, callers.email(call.authorization()));
        RequestRules.check(asked, call.query());
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
            return changes.operation(call, effect.effector()::take);
        }
        Action.Change<Message> change = (Action.Change<Message>) action;
        return changes.operation(call, (transaction, asked) -> common.change(transaction, asked, change));
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
            case INSERT, PATCH, UPDATE, DELETE, SET_LABELS -> changes.operation(call, common::change);
            case WAIT, CUSTOM -> throw ApiException.notImplemented(call.method().id());
        };
    }

    private static Stream<Stored> inScope(Transaction transaction, Call call) {
        call.link("").parent().ifPresent(parent -> CommonMethods.existing(transaction, parent));
        return call.scope().kind() == Scope.Kind.ORGANIZATION
                ? OrganizationPolicies.of(transaction, call)
                : transaction.listed(call.scope(), call.collection());
    }

    private static Stream<Stored> inAllScopes(Transaction transaction, Call call) {
        return transaction.listed(call.collection());
    }

    private static Page page(Transaction transaction, Call call, Stream<Stored> all) {
        return Page.of(
                all, call, stored -> new Stored(stored.link(), transaction.shown(stored.link(), stored.message())));
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
