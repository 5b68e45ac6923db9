package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.InstanceGroupsAddInstancesRequest;
import com.google.cloud.compute.v1.InstanceReference;
import com.google.cloud.compute.v1.ManagedInstance;
import java.util.List;
import java.util.stream.Stream;

/** Who is in an instance group: the instances of its manager, or those that somebody has added. */
final class GroupMembers {
    /** The place of added members in the store; no collection of the API is called so. */
    private static final String COLLECTION = "instanceGroupMembers";

    private GroupMembers() {}

    /** URLs of the instances that are there, sorted; one that is leaving gets no more requests. */
    static List<String> of(Transaction transaction, Link group) {
        Stream<String> managed = ManagedInstances.of(transaction, group)
                .filter(member -> !member.leaving())
                .map(ManagedInstances.Managed::record)
                .map(ManagedInstance::getInstance);
        return Stream.concat(managed, added(transaction, group).stream())
                .filter(url -> Link.parse(url).filter(transaction::exists).isPresent())
                .sorted()
                .toList();
    }

    private static List<String> added(Transaction transaction, Link group) {
        return transaction.get(InstanceGroupsAddInstancesRequest.class, place(group)).stream()
                .flatMap(members -> members.getInstancesList().stream())
                .map(InstanceReference::getInstance)
                .toList();
    }

    static void add(Transaction transaction, Link group, List<String> instances) {
        List<String> known = added(transaction, group);
        store(
                transaction,
                group,
                Stream.concat(known.stream(), instances.stream()).distinct().toList());
    }

    static void remove(Transaction transaction, Link group, List<String> instances) {
        store(
                transaction,
                group,
                added(transaction, group).stream()
                        .filter(url -> !instances.contains(url))
                        .toList());
    }

    /** The group is gone. */
    static void forget(Transaction transaction, Link group) {
        transaction.remove(place(group));
    }

    /** The instance is gone. */
    static void removeEverywhere(Transaction transaction, Link instance) {
        transaction
                .all(COLLECTION)
                .map(stored -> stored.link().in("instanceGroups", stored.link().name()))
                .filter(group -> added(transaction, group).contains(instance.url()))
                .toList()
                .forEach(group -> remove(transaction, group, List.of(instance.url())));
    }

    private static void store(Transaction transaction, Link group, List<String> instances) {
        InstanceGroupsAddInstancesRequest.Builder members = InstanceGroupsAddInstancesRequest.newBuilder();
        instances.forEach(
                url -> members.addInstances(InstanceReference.newBuilder().setInstance(url)));
        transaction.put(place(group), members.build());
    }

    private static Link place(Link group) {
        return group.in(COLLECTION, group.name());
    }
}
