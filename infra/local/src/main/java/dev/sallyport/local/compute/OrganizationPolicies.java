package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hierarchical firewall policies and organisation security policies: they belong to an organisation or a folder, are
 * named by a number the server gives, and by a short name that clients choose. Source: "Hierarchical firewall policies"
 * in the VPC documentation, and the comments on FirewallPolicy in the API's own types.
 */
final class OrganizationPolicies {
    /** Stands where the other resources have their project. */
    static final Project PLACE = new Project(Link.NO_PROJECT, "", Projects.ORGANIZATION);

    private static final Pattern PARENT = Pattern.compile("(organizations|folders)/[0-9]+");
    private static final String PARENT_RULE = "Must be organizations/NUMBER or folders/NUMBER.";

    private OrganizationPolicies() {}

    /** What a list shows: with a {@code parentId}, only what has this parent. */
    static Stream<Stored> of(Transaction transaction, Call call) {
        String parent = call.parameter("parent_id");
        return transaction
                .all(call.collection())
                .filter(stored -> parent.isEmpty()
                        || Fields.text(stored.message(), "parent").equals(parent));
    }

    static Link newName(Transaction transaction, Call call) {
        return call.link(Long.toUnsignedString(transaction.nextId()));
    }

    /** Puts a policy below the parent that the query names, or else the body. */
    static Message insert(Transaction transaction, Link link, Call call) {
        Message sent = call.body();
        String shortName = Names.check("resource.shortName", shortName(sent));
        String parent = parent(call).orElseGet(() -> Fields.text(sent, "parent"));
        if (!PARENT.matcher(parent).matches()) {
            throw Refusals.invalidValue("parentId", parent, PARENT_RULE);
        }
        boolean taken = transaction
                .all(link.collection())
                .map(Stored::message)
                .anyMatch(other -> Fields.text(other, "parent").equals(parent)
                        && Fields.text(other, "short_name").equals(shortName));
        if (taken) {
            throw Refusals.alreadyExists(call.link(shortName));
        }
        Message.Builder wanted = sent.toBuilder();
        Fields.set(wanted, "parent", parent);
        Fields.set(wanted, "short_name", shortName);
        Message.Builder created = transaction.create(link, wanted.build()).toBuilder();
        // The name is the id.
        Fields.set(created, "id", Long.parseUnsignedLong(link.name()));
        Message policy = created.build();
        transaction.put(link, policy);
        return policy;
    }

    private static String shortName(Message sent) {
        String shortName = Fields.text(sent, "short_name");
        return shortName.isEmpty() ? Fields.text(sent, "display_name") : shortName;
    }

    /** Moves a policy below another parent. */
    static Message move(Transaction transaction, Link link, Message current, Call call) {
        String parent = parent(call).orElseThrow(() -> Refusals.requiredParameter("parentId"));
        if (!PARENT.matcher(parent).matches()) {
            throw Refusals.invalidValue("parentId", parent, PARENT_RULE);
        }
        Message.Builder moved = current.toBuilder();
        Fields.set(moved, "parent", parent);
        return moved.build();
    }

    private static Optional<String> parent(Call call) {
        return Optional.of(call.parameter("parent_id")).filter(id -> !id.isEmpty());
    }
}
