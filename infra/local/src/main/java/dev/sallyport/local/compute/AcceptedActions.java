package dev.sallyport.local.compute;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Methods that ask Google to do something to what lies below the API, such as maintenance of a host. The resource has to
 * be there; at most its status says afterwards that it has been done.
 */
final class AcceptedActions {
    private static final Set<String> WITHOUT_TRACE = Set.of(
            "getVersion",
            "performMaintenance",
            "reportFaulty",
            "reportHostAsFaulty",
            "requestRemovePeering",
            "simulateMaintenanceEvent");

    /** What the status is afterwards, by collection and method; statuses within a message after a dot. */
    private static final Map<String, Map.Entry<String, String>> STATUS = statuses();

    private AcceptedActions() {}

    static Optional<Action<Message>> of(ComputeMethod method) {
        Map.Entry<String, String> status = STATUS.get(method.collection() + "." + method.name());
        if (status != null) {
            return Optional.of(
                    new Action.Change<>(method.name(), (transaction, link, current, call) -> with(current, status)));
        }
        return WITHOUT_TRACE.contains(method.name()) && method.startsOperation()
                ? Optional.of(new Action.Change<>(method.name(), (transaction, link, current, call) -> current))
                : Optional.empty();
    }

    private static Map<String, Map.Entry<String, String>> statuses() {
        Map<String, Map.Entry<String, String>> statuses = new HashMap<>();
        statuses.put("resizeRequests.cancel", Map.entry("state", "CANCELLED"));
        statuses.put("futureReservations.cancel", Map.entry("status.procurement_status", "CANCELLED"));
        statuses.put("publicAdvertisedPrefixes.announce", Map.entry("status", "ANNOUNCED_TO_INTERNET"));
        statuses.put("publicAdvertisedPrefixes.withdraw", Map.entry("status", "READY_TO_ANNOUNCE"));
        statuses.put("publicDelegatedPrefixes.announce", Map.entry("status", "ANNOUNCED_TO_INTERNET"));
        statuses.put("publicDelegatedPrefixes.withdraw", Map.entry("status", "READY_TO_ANNOUNCE"));
        return Map.copyOf(statuses);
    }

    private static Message with(Message resource, Map.Entry<String, String> status) {
        Message.Builder changed = resource.toBuilder();
        Message.Builder owner = changed;
        String[] path = status.getKey().split("\\.");
        for (int i = 0; i < path.length - 1; i++) {
            FieldDescriptor field = owner.getDescriptorForType().findFieldByName(path[i]);
            owner = owner.getFieldBuilder(field);
        }
        Fields.set(owner, path[path.length - 1], status.getValue());
        return changed.build();
    }
}
