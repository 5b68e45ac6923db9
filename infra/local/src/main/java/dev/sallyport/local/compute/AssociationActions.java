package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.api.MessageTypes;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a policy is in force on: networks, folders, the organisation. Associations are told apart by their names. */
final class AssociationActions {
    private static final String LIST = "associations";

    private AssociationActions() {}

    static Optional<Action<Message>> of(ComputeMethod method) {
        String type = method.descriptor().getName();
        return Optional.ofNullable(
                switch (method.name()) {
                    case "addAssociation" -> new Action.Change<>(type, AssociationActions::add);
                    case "removeAssociation" -> new Action.Change<>(type, AssociationActions::remove);
                    case "getAssociation" -> new Action.Answer<>(AssociationActions::get);
                    case "listAssociations" -> new Action.Answer<>(AssociationActions::list);
                    default -> null;
                });
    }

    private static Message add(Transaction transaction, Link link, Message current, Call call) {
        Message sent = call.body();
        String target = target(sent);
        if (target.isEmpty()) {
            throw Refusals.requiredField("resource." + targetField(sent));
        }
        String name = Fields.text(sent, "name").isEmpty() ? target.replaceFirst(".*/", "") : Fields.text(sent, "name");
        boolean replaces = call.parameter("replace_existing_association").equals("true");
        List<Message> others = Fields.messages(current, LIST).stream()
                .filter(known -> !replaces || !target(known).equals(target))
                .toList();
        if (find(others, name).isPresent()) {
            throw Refusals.invalidValue("resource.name", name, "An association with that name already exists.");
        }
        Message.Builder association = sent.toBuilder();
        Fields.set(association, "name", name);
        Fields.set(association, "short_name", Fields.text(current, "short_name"));
        Fields.set(association, "firewall_policy_id", Fields.text(current, "id"));
        Fields.set(association, "security_policy_id", Fields.text(current, "id"));
        return with(current, Stream.concat(others.stream(), Stream.of(association.build())));
    }

    private static Message remove(Transaction transaction, Link link, Message current, Call call) {
        List<Message> associations = Fields.messages(current, LIST);
        Message gone = find(associations, call.parameter("name")).orElseThrow(() -> absent(call));
        return with(current, associations.stream().filter(association -> association != gone));
    }

    private static Message get(Transaction transaction, Call call) {
        Message policy = CommonMethods.existing(transaction, call.link());
        return find(Fields.messages(policy, LIST), call.parameter("name")).orElseThrow(() -> absent(call));
    }

    /** The associations of all policies with one target. */
    private static Message list(Transaction transaction, Call call) {
        String target = call.parameter("target_resource");
        List<Message> found = transaction
                .all(call.collection())
                .map(Stored::message)
                .flatMap(policy -> Fields.messages(policy, LIST).stream())
                .filter(association -> target(association).equals(target))
                .toList();
        Message.Builder response = MessageTypes.prototype(
                        call.method().descriptor().getOutputType())
                .newBuilderForType();
        Fields.set(response, "kind", ReportActions.kind(response.getDescriptorForType()));
        Fields.set(response, LIST, found);
        return response.build();
    }

    private static Optional<Message> find(List<Message> associations, String name) {
        return associations.stream()
                .filter(association -> Fields.text(association, "name").equals(name))
                .findFirst();
    }

    private static String target(Message association) {
        return Fields.text(association, "attachment_target") + Fields.text(association, "attachment_id");
    }

    private static String targetField(Message association) {
        return Fields.has(association.getDescriptorForType(), "attachment_target")
                ? "attachmentTarget"
                : "attachmentId";
    }

    private static ApiException absent(Call call) {
        return Refusals.invalidValue("name", call.parameter("name"), "An association with that name does not exist.");
    }

    private static Message with(Message policy, Stream<Message> associations) {
        Message.Builder changed = policy.toBuilder();
        Fields.set(changed, LIST, associations.toList());
        return changed.build();
    }
}
