package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import java.util.Optional;

/** {@code move}: of a policy to another parent, of an address to another name, region or project. */
final class MovingActions {
    private MovingActions() {}

    static Optional<Action<Message>> of(ComputeMethod method) {
        if (!method.name().equals("move")) {
            return Optional.empty();
        }
        return Optional.of(
                method.scope() == Scope.Kind.ORGANIZATION
                        ? new Action.Change<>("move", OrganizationPolicies::move)
                        : new Action.Effect<>(MovingActions::move));
    }

    private static CommonMethods.Changed move(Transaction transaction, Call call) {
        Link from = call.link();
        Message moved = CommonMethods.existing(transaction, from);
        String destination = Fields.text(call.body(), "destination_address");
        if (destination.isEmpty()) {
            throw Refusals.requiredField("resource.destinationAddress");
        }
        Link to = Link.parse(destination, call.project().id())
                .filter(link -> link.collection().equals(from.collection()))
                .filter(link -> link.project().equals(from.project()))
                .orElseThrow(() -> Refusals.invalidValue(
                        "resource.destinationAddress",
                        destination,
                        "Must be an address of project " + from.project() + "."));
        Names.check("resource.destinationAddress", to.name());
        if (transaction.exists(to)) {
            throw Refusals.alreadyExists(to);
        }
        Message.Builder renamed = moved.toBuilder();
        Fields.copyAlike(call.body(), renamed, "description");
        transaction.delete(from);
        return new CommonMethods.Changed(to, transaction.change(to, moved, renamed.build()), "move");
    }
}
