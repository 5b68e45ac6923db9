package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.NodeGroup;
import com.google.cloud.compute.v1.NodeGroupNode;
import com.google.cloud.compute.v1.NodeGroupsAddNodesRequest;
import com.google.cloud.compute.v1.NodeGroupsDeleteNodesRequest;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The nodes of sole-tenant node groups. No instance is ever put on one. */
final class NodeActions {
    private static final String NODES = "nodes";

    private NodeActions() {}

    static Optional<Action<Message>> of(ComputeMethod method) {
        return Optional.ofNullable(
                switch (method.name()) {
                    case "addNodes" -> new Action.Change<>("addNodes", NodeActions::add);
                    case "deleteNodes" -> new Action.Change<>("deleteNodes", NodeActions::delete);
                    case "listNodes" -> new Action.Answer<>(NodeActions::list);
                    default -> null;
                });
    }

    private static Message add(Transaction transaction, Link group, Message current, Call call) {
        int additional = ((NodeGroupsAddNodesRequest) call.body()).getAdditionalNodeCount();
        if (additional < 1) {
            throw Refusals.invalidValue(
                    "additionalNodeCount", Integer.toString(additional), "Must be greater than or equal to 1.");
        }
        for (int i = 0; i < additional; i++) {
            String name = group.name() + "-" + Long.toUnsignedString(transaction.nextId(), Character.MAX_RADIX);
            transaction.put(
                    group.child(NODES, name),
                    NodeGroupNode.newBuilder().setName(name).setStatus("READY").build());
        }
        return sized(transaction, group, current);
    }

    private static Message delete(Transaction transaction, Link group, Message current, Call call) {
        for (String node : ((NodeGroupsDeleteNodesRequest) call.body()).getNodesList()) {
            Link gone = group.child(NODES, node.replaceFirst(".*/", ""));
            CommonMethods.existing(transaction, gone);
            transaction.remove(gone);
        }
        return sized(transaction, group, current);
    }

    private static Message list(Transaction transaction, Call call) {
        CommonMethods.existing(transaction, call.link());
        return ListMethods.bare(call, Page.of(nodes(transaction, call.link()), call));
    }

    private static Message sized(Transaction transaction, Link group, Message current) {
        List<Stored> nodes = nodes(transaction, group).toList();
        return ((NodeGroup) current).toBuilder().setSize(nodes.size()).build();
    }

    private static Stream<Stored> nodes(Transaction transaction, Link group) {
        return transaction
                .all(group.childrenCollection(NODES))
                .filter(stored -> stored.link().scope().equals(group.scope()));
    }
}
