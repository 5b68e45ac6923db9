package dev.sallyport.converge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What comes of changes that follow each other: those in place of one resource are one, from the first to the last. */
final class NetChanges {
    private final List<PlannedChange> net = new ArrayList<>();

    private NetChanges() {}

    /** Each where the first of its resource was. */
    static List<PlannedChange> of(List<PlannedChange> changes) {
        NetChanges all = new NetChanges();
        changes.forEach(all::add);
        return List.copyOf(all.net);
    }

    private void add(PlannedChange next) {
        int before = indexOf(next.resource());
        if (before < 0
                || !isInPlace(next.change())
                || !isInPlace(net.get(before).change())) {
            net.add(next);
        } else {
            net.set(before, merged(net.get(before), next));
        }
    }

    private int indexOf(String resource) {
        for (int i = net.size() - 1; i >= 0; i--) {
            if (net.get(i).resource().equals(resource)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isInPlace(Change change) {
        return change instanceof Change.Patch || change instanceof Change.None;
    }

    private static PlannedChange merged(PlannedChange first, PlannedChange last) {
        Map<String, FieldDifference> fields = new LinkedHashMap<>();
        differences(first.change()).forEach(difference -> fields.put(difference.path(), difference));
        differences(last.change())
                .forEach(difference -> fields.merge(
                        difference.path(),
                        difference,
                        (one, other) -> new FieldDifference(one.path(), one.from(), other.to())));
        fields.values().removeIf(difference -> difference.from().equals(difference.to()));
        Change change = fields.isEmpty() ? new Change.None() : new Change.Patch(List.copyOf(fields.values()));
        return new PlannedChange(first.resource(), change);
    }

    private static List<FieldDifference> differences(Change change) {
        return change instanceof Change.Patch patch ? patch.differences() : List.of();
    }
}
