package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupManagerVersion;
import com.google.cloud.compute.v1.InstanceGroupManagersApplyUpdatesRequest;
import com.google.cloud.compute.v1.InstanceGroupManagersCreateInstancesRequest;
import com.google.cloud.compute.v1.InstanceGroupManagersSetInstanceTemplateRequest;
import com.google.cloud.compute.v1.ManagedInstance;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.sallyport.local.api.MessageTypes;
import dev.sallyport.local.compute.Action.Changer;
import dev.sallyport.local.compute.ManagedInstances.Managed;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What can be asked of a managed instance group beyond changing what it should be. */
final class GroupActions {
    private GroupActions() {}

    static Map<String, Action<InstanceGroupManager>> all() {
        return Map.ofEntries(
                change("resize", GroupActions::resize),
                change("createInstances", GroupActions::createInstances),
                change("setInstanceTemplate", GroupActions::setInstanceTemplate),
                change(
                        "recreateInstances",
                        (transaction, link, current, call) -> begin(transaction, link, current, call, "RECREATING")),
                change("deleteInstances", GroupActions::deleteInstances),
                change("abandonInstances", GroupActions::abandonInstances),
                change("applyUpdatesToInstances", GroupActions::applyUpdates),
                Map.entry("listManagedInstances", new Action.Answer<>(GroupActions::list)),
                Map.entry("listErrors", new Action.Answer<>(GroupActions::empty)),
                Map.entry("listPerInstanceConfigs", new Action.Answer<>(GroupActions::empty)));
    }

    private static Map.Entry<String, Action<InstanceGroupManager>> change(
            String name, Changer<InstanceGroupManager> changer) {
        return Map.entry(name, new Action.Change<>("compute.instanceGroupManagers." + name, changer));
    }

    private static InstanceGroupManager resize(
            Transaction transaction, Link link, InstanceGroupManager current, Call call) {
        return current.toBuilder().setTargetSize(call.number("size", 0)).build();
    }

    /** Source: "Create VMs with specific names in a MIG". */
    private static InstanceGroupManager createInstances(
            Transaction transaction, Link link, InstanceGroupManager current, Call call) {
        var request = Fields.as(InstanceGroupManagersCreateInstancesRequest.getDefaultInstance(), call.body());
        if (request.getInstancesCount() == 0) {
            throw Refusals.requiredField("resource.instances");
        }
        for (int i = 0; i < request.getInstancesCount(); i++) {
            String name = Names.check(
                    "resource.instances[" + i + "].name",
                    request.getInstances(i).getName());
            List<Managed> members = ManagedInstances.of(transaction, link).toList();
            String zone = GroupZones.emptiest(link, current, members);
            Link instance = link.inScope(Scope.zone(zone), "instances", name);
            if (transaction.exists(instance)
                    || members.stream()
                            .anyMatch(managed -> managed.instance().name().equals(name))) {
                throw Refusals.alreadyExists(instance);
            }
            ManagedInstances.plan(transaction, link, instance, current.getVersions(0));
        }
        return current.toBuilder()
                .setTargetSize(current.getTargetSize() + request.getInstancesCount())
                .build();
    }

    private static InstanceGroupManager setInstanceTemplate(
            Transaction transaction, Link link, InstanceGroupManager current, Call call) {
        var request = Fields.as(InstanceGroupManagersSetInstanceTemplateRequest.getDefaultInstance(), call.body());
        return current.toBuilder()
                .clearVersions()
                .setInstanceTemplate(request.getInstanceTemplate())
                .build();
    }

    private static InstanceGroupManager deleteInstances(
            Transaction transaction, Link link, InstanceGroupManager current, Call call) {
        begin(transaction, link, current, call, "DELETING");
        return smaller(current, named(transaction, link, call).size());
    }

    private static InstanceGroupManager abandonInstances(
            Transaction transaction, Link link, InstanceGroupManager current, Call call) {
        begin(transaction, link, current, call, "ABANDONING");
        return smaller(current, named(transaction, link, call).size());
    }

    private static InstanceGroupManager smaller(InstanceGroupManager current, int by) {
        return current.toBuilder()
                .setTargetSize(Math.max(0, current.getTargetSize() - by))
                .build();
    }

    private static InstanceGroupManager begin(
            Transaction transaction, Link link, InstanceGroupManager current, Call call, String action) {
        named(transaction, link, call)
                .forEach(managed -> ManagedInstances.begin(transaction, managed, action, current.getVersions(0)));
        return current;
    }

    private static InstanceGroupManager applyUpdates(
            Transaction transaction, Link link, InstanceGroupManager current, Call call) {
        var request = Fields.as(InstanceGroupManagersApplyUpdatesRequest.getDefaultInstance(), call.body());
        String least = request.getMinimalAction().isEmpty() ? "NONE" : request.getMinimalAction();
        String most = request.getMostDisruptiveAllowedAction().isEmpty()
                ? "REPLACE"
                : request.getMostDisruptiveAllowedAction();
        GroupUpdatePolicy.checkAction("minimalAction", least);
        GroupUpdatePolicy.checkAction("mostDisruptiveAllowedAction", most);
        List<Managed> chosen = request.getAllInstances()
                ? ManagedInstances.of(transaction, link).toList()
                : named(transaction, link, call);
        for (Managed managed : chosen) {
            List<ManagedInstance> records =
                    ManagedInstances.of(transaction, link).map(Managed::record).toList();
            InstanceGroupManagerVersion version = GroupVersions.target(current, managed.record(), records);
            GroupUpdate.action(version, managed.record(), least, most)
                    .ifPresent(action -> ManagedInstances.begin(transaction, managed, action, version));
        }
        return current;
    }

    /** The instances that the request names. */
    private static List<Managed> named(Transaction transaction, Link link, Call call) {
        FieldDescriptor field = call.body().getDescriptorForType().findFieldByName("instances");
        return ((List<?>) call.body().getField(field))
                .stream().map(url -> managed(transaction, link, (String) url)).toList();
    }

    private static Managed managed(Transaction transaction, Link link, String url) {
        return ManagedInstances.of(transaction, link)
                .filter(managed -> Link.parse(url, link.project())
                        .map(transaction::canonical)
                        .filter(managed.instance()::equals)
                        .isPresent())
                .findAny()
                .orElseThrow(() -> Refusals.invalidValue(
                        "resource.instances", url, "The instance is not a member of '" + link.path() + "'."));
    }

    private static Message list(Transaction transaction, Call call) {
        InstanceGroupManager group = transaction
                .get(InstanceGroupManager.class, call.link())
                .orElseThrow(() -> Refusals.notFound(call.link()));
        Message.Builder response = MessageTypes.prototype(
                        call.method().descriptor().getOutputType())
                .newBuilderForType();
        FieldDescriptor field = response.getDescriptorForType().findFieldByName("managed_instances");
        Stream<Stored> all = ManagedInstances.of(transaction, call.link())
                .map(managed -> new Stored(managed.place(), managed.record()));
        Page page = group.getListManagedInstancesResults().equals("PAGINATED") ? Page.of(all, call) : whole(all, call);
        page.items().forEach(item -> response.addRepeatedField(field, item.message()));
        if (!page.nextToken().isEmpty()) {
            Fields.set(response, "next_page_token", page.nextToken());
        }
        return response.build();
    }

    /** A group whose lists are PAGELESS gives all at once, however few were asked for. */
    private static Page whole(Stream<Stored> all, Call call) {
        Predicate<Message> wanted = Filter.parse(call.parameter("filter"));
        return new Page(all.filter(stored -> wanted.test(stored.message())).toList(), "");
    }

    private static Message empty(Transaction transaction, Call call) {
        requireGroup(transaction, call);
        return MessageTypes.prototype(call.method().descriptor().getOutputType());
    }

    private static void requireGroup(Transaction transaction, Call call) {
        transaction.get(call.link()).orElseThrow(() -> Refusals.notFound(call.link()));
    }
}
