package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Errors;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupManagerAutoHealingPolicy;
import com.google.cloud.compute.v1.InstanceGroupManagerVersion;
import com.google.cloud.compute.v1.InstanceTemplate;
import com.google.cloud.compute.v1.ManagedInstance;
import com.google.cloud.compute.v1.ManagedInstanceLastAttempt;
import com.google.cloud.compute.v1.ManagedInstanceLastAttemptErrors;
import com.google.cloud.compute.v1.ManagedInstanceVersion;
import com.google.cloud.compute.v1.Metadata;
import com.google.common.base.CaseFormat;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The instances of a managed instance group, and the steps of what can happen to one of them. */
final class ManagedInstances {
    /** The place of the records in the store; no collection of the API is called so. */
    private static final String COLLECTION = "managedInstances";

    static final String NONE = "NONE";
    /** Made or started, and not yet seen to answer the group's health check. */
    static final String VERIFYING = "VERIFYING";

    private ManagedInstances() {}

    /** A record and its place. */
    record Managed(Link place, ManagedInstance record) {
        boolean is(String action) {
            return record.getCurrentAction().equals(action);
        }

        /** The group that manages it. */
        Link manager() {
            return place.in(
                    "instanceGroupManagers",
                    place.name().substring(0, place.name().indexOf('/')));
        }

        Link instance() {
            return Link.parse(record.getInstance()).orElseThrow();
        }

        /** Serves: nothing is being done to it, and it runs. */
        boolean available() {
            return is(NONE) && record.getInstanceStatus().equals("RUNNING");
        }

        /** On its way out of the group. */
        boolean leaving() {
            return is("DELETING") || is("ABANDONING");
        }
    }

    /** The instances of the group or of its manager, which have one name; by name. */
    static Stream<Managed> of(Transaction transaction, Link group) {
        return transaction
                .in(group.scope(), COLLECTION, group.name() + "/")
                .map(ManagedInstances::managed)
                .sorted(Comparator.comparing(managed -> managed.record().getName()));
    }

    /** The group that manages an instance. */
    static Stream<Link> groupOf(Transaction transaction, Link instance) {
        return transaction
                .all(COLLECTION)
                .filter(stored -> instance.isNamedBy(((ManagedInstance) stored.message()).getInstance()))
                .map(ManagedInstances::managed)
                .map(Managed::manager);
    }

    private static Managed managed(Stored stored) {
        return new Managed(stored.link(), (ManagedInstance) stored.message());
    }

    static void plan(Transaction transaction, Link group, Link instance, InstanceGroupManagerVersion version) {
        put(
                transaction,
                group.in(COLLECTION, group.name() + "/" + instance.name()),
                ManagedInstance.newBuilder()
                        .setName(instance.name())
                        .setInstance(instance.url())
                        .setCurrentAction("CREATING")
                        .setVersion(of(version))
                        .build());
    }

    /** Begins an action: what it takes away is gone at once. */
    static void begin(Transaction transaction, Managed managed, String action, InstanceGroupManagerVersion version) {
        ManagedInstance.Builder record = managed.record().toBuilder().setCurrentAction(action);
        switch (action) {
            case "RESTARTING" -> {
                halt(transaction, managed.instance());
                record.setInstanceStatus("STOPPING").setVersion(of(version));
            }
            case "RECREATING" -> {
                transaction.get(managed.instance()).ifPresent(instance -> transaction.delete(managed.instance()));
                record.clearInstanceStatus().setVersion(of(version));
            }
            case "REFRESHING" -> record.setVersion(of(version));
            // Requests that it has been given may end first.
            case "DELETING", "ABANDONING" -> {}
            default -> throw new IllegalArgumentException("action: " + action);
        }
        put(transaction, managed.place(), record.build());
    }

    /** Finishes the action in hand. */
    static void finish(Transaction transaction, Managed managed) {
        switch (managed.record().getCurrentAction()) {
            case "CREATING", "RECREATING" -> started(transaction, managed, create(transaction, managed));
            case "RESTARTING" -> started(transaction, managed, restart(transaction, managed.instance()));
            case "DELETING" -> {
                transaction.remove(managed.place());
                transaction.get(managed.instance()).ifPresent(instance -> transaction.delete(managed.instance()));
            }
            case "ABANDONING" -> transaction.remove(managed.place());
            default ->
                transaction
                        .get(Instance.class, managed.instance())
                        .ifPresent(instance -> settled(transaction, managed, instance));
        }
    }

    /** The last attempt shows why the action in hand could not be finished. */
    static void noteFailure(Transaction transaction, Managed managed, ApiException why) {
        put(
                transaction,
                managed.place(),
                managed.record().toBuilder()
                        .setLastAttempt(ManagedInstanceLastAttempt.newBuilder()
                                .setErrors(ManagedInstanceLastAttemptErrors.newBuilder()
                                        .addErrors(Errors.newBuilder()
                                                .setCode(code(why))
                                                .setMessage(why.getMessage()))))
                        .build());
    }

    /** In the spelling of operations' errors. */
    private static String code(ApiException why) {
        return why.reason().equals("alreadyExists")
                ? "RESOURCE_ALREADY_EXISTS"
                : CaseFormat.LOWER_CAMEL.to(CaseFormat.UPPER_UNDERSCORE, why.reason());
    }

    private static Instance create(Transaction transaction, Managed managed) {
        Link link = managed.instance();
        String template = managed.record().getVersion().getInstanceTemplate();
        InstanceTemplate found = transaction
                .get(InstanceTemplate.class, template)
                .orElseThrow(() -> ApiException.notFound("The instance template '" + template + "' is gone."));
        return transaction.create(
                link,
                InstanceOfTemplate.of(
                        found, origin(transaction, managed), link.scope().name()));
    }

    /**
     * What tells an instance, and whoever looks at it, where it comes from: metadata with the project's number, as in <a
     * href="https://cloud.google.com/compute/docs/instance-groups/getting-info-about-migs">Google's own</a>.
     */
    private static Instance origin(Transaction transaction, Managed managed) {
        String number = transaction.project().number();
        Link template =
                Link.parse(managed.record().getVersion().getInstanceTemplate()).orElseThrow();
        Metadata.Builder metadata = Metadata.newBuilder();
        metadata.addItemsBuilder()
                .setKey("instance-template")
                .setValue(template.of(number).path());
        metadata.addItemsBuilder()
                .setKey("created-by")
                .setValue(managed.manager().of(number).path());
        return Instance.newBuilder().setMetadata(metadata).build();
    }

    private static Instance restart(Transaction transaction, Link link) {
        Instance instance = transaction.get(Instance.class, link).orElseThrow(() -> Refusals.notFound(link));
        Instance running =
                InstanceBehaviour.run(transaction, instance.toBuilder()).build();
        return transaction.change(link, instance, running);
    }

    private static void halt(Transaction transaction, Link link) {
        transaction
                .get(Instance.class, link)
                .ifPresent(instance -> transaction.put(
                        link,
                        InstanceBehaviour.halt(transaction, instance.toBuilder(), "STOPPING")
                                .build()));
    }

    /** Where the group has a health check, the instance is to answer it first. */
    private static void started(Transaction transaction, Managed managed, Instance instance) {
        settled(
                transaction,
                managed,
                instance,
                healthCheck(transaction, managed).isEmpty() ? NONE : VERIFYING);
    }

    /** The check that tells whether an instance of the group serves. */
    static Optional<String> healthCheck(Transaction transaction, Managed managed) {
        return transaction.get(InstanceGroupManager.class, managed.manager()).stream()
                .flatMap(manager -> manager.getAutoHealingPoliciesList().stream())
                .map(InstanceGroupManagerAutoHealingPolicy::getHealthCheck)
                .filter(check -> !check.isEmpty())
                .findFirst();
    }

    private static void settled(Transaction transaction, Managed managed, Instance instance) {
        settled(transaction, managed, instance, NONE);
    }

    private static void settled(Transaction transaction, Managed managed, Instance instance, String action) {
        put(
                transaction,
                managed.place(),
                managed.record().toBuilder()
                        .setCurrentAction(action)
                        .clearLastAttempt()
                        .setInstanceStatus(instance.getStatus())
                        .setId(instance.getId())
                        .build());
    }

    private static void put(Transaction transaction, Link place, ManagedInstance record) {
        transaction.put(place, record);
    }

    private static ManagedInstanceVersion of(InstanceGroupManagerVersion version) {
        ManagedInstanceVersion.Builder managed =
                ManagedInstanceVersion.newBuilder().setInstanceTemplate(version.getInstanceTemplate());
        if (version.hasName()) {
            managed.setName(version.getName());
        }
        return managed.build();
    }
}
