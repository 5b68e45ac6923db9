package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.Subscription;
import dev.sallyport.local.state.Change;
import dev.sallyport.local.state.StateRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes up what was kept of a catalog, shows what there is of a project, and puts something else in its place. */
final class Keeping {
    private final Catalog catalog;
    private final Surroundings around;

    Keeping(Catalog catalog, Surroundings around) {
        this.catalog = catalog;
        this.around = around;
    }

    /** Nothing is delivered until {@link #resume}. */
    void load(Collection<StateRecord> records) {
        Kept kept = new Kept(records);
        around.ids().accumulateAndGet(kept.highestId(), Math::max);
        kept.topics().forEach(topic -> catalog.add(topic).restore(kept.retainedBy(topic)));
        kept.subscriptions().forEach(subscription -> catalog.attach(restored(subscription, kept)));
    }

    void resume() {
        catalog.subscriptions().forEach(SubscriptionQueue::deliver);
    }

    List<StateRecord> records(String project) {
        return around.ledger()
                .inOneMoment(() -> puts(project)
                        .map(change -> ((Change.Put) change).record())
                        .toList());
    }

    void replace(String project, Collection<StateRecord> records) {
        around.ledger().inOneMoment(() -> {
            Collection<Change> changes = difference(project, records);
            around.ledger().write(() -> List.copyOf(changes));
            List<SubscriptionQueue> ofOthers = forget(project);
            load(records);
            ofOthers.forEach(this::attachAgain);
            return project;
        });
        subscriptionsOf(project).forEach(SubscriptionQueue::deliver);
    }

    /** One change of each record: what is put is not removed before. */
    private Collection<Change> difference(String project, Collection<StateRecord> records) {
        Map<String, Change> byKey = new HashMap<>();
        removals(project).forEach(removal -> byKey.put(removal.key(), removal));
        records.forEach(record -> byKey.put(record.key(), Records.put(record)));
        return byKey.values();
    }

    /** @return the subscriptions of other projects that hung on a topic of this one */
    private List<SubscriptionQueue> forget(String project) {
        List<SubscriptionQueue> replaced = subscriptionsOf(project);
        replaced.forEach(catalog::takeFromTopic);
        List<SubscriptionQueue> ofOthers = topicsOf(project).stream()
                .flatMap(topic -> topic.subscriptions().stream())
                .toList();
        topicsOf(project).forEach(catalog::forget);
        replaced.forEach(queue -> catalog.forget(queue, PubSubError.replaced(queue.name())));
        return ofOthers;
    }

    private void attachAgain(SubscriptionQueue queue) {
        if (!catalog.attach(queue)) {
            Subscription without = queue.withoutTopic();
            around.ledger().write(() -> List.of(Records.put(Records.of(without))));
        }
    }

    private SubscriptionQueue restored(Subscription subscription, Kept kept) {
        SubscriptionQueue queue = catalog.add(subscription);
        queue.restore(kept.messagesOf(subscription, false), kept.messagesOf(subscription, true));
        return queue;
    }

    Set<String> projects() {
        return Stream.concat(
                        catalog.topics().stream().map(topic -> topic.resource().getName()),
                        catalog.subscriptions().stream().map(SubscriptionQueue::name))
                .map(ResourceNames::projectOf)
                .collect(Collectors.toSet());
    }

    private Stream<Change> puts(String project) {
        return Stream.concat(
                topicsOf(project).stream().flatMap(topic -> topic.puts().stream()),
                subscriptionsOf(project).stream().flatMap(queue -> queue.puts().stream()));
    }

    private Stream<Change> removals(String project) {
        return Stream.concat(
                topicsOf(project).stream().flatMap(topic -> topic.removals().stream()),
                subscriptionsOf(project).stream().flatMap(queue -> queue.removals().stream()));
    }

    private List<TopicFanout> topicsOf(String project) {
        return catalog.topics().stream()
                .filter(topic ->
                        ResourceNames.projectOf(topic.resource().getName()).equals(project))
                .toList();
    }

    private List<SubscriptionQueue> subscriptionsOf(String project) {
        return catalog.subscriptions().stream()
                .filter(queue -> ResourceNames.projectOf(queue.name()).equals(project))
                .toList();
    }
}
