package dev.sallyport.stages;

import dev.sallyport.converge.Change;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.PlannedChange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a stage would change, asked for by what it means. */
record Changes(List<PlannedChange> all) {
    Changes {
        all = List.copyOf(all);
    }

    /** Names of the resources of a collection that would be made. */
    List<String> made(String collection) {
        return names(collection, Change.Create.class, Change.Succeed.class);
    }

    /** Names of the resources of a collection that would go. */
    List<String> gone(String collection) {
        return names(collection, Change.Delete.class);
    }

    /** The fields that would be changed in place. */
    List<FieldDifference> changed(String collection) {
        return all.stream()
                .filter(planned -> planned.isOf(collection))
                .map(PlannedChange::change)
                .flatMap(change -> change instanceof Change.Patch patch ? patch.differences().stream() : Stream.empty())
                .toList();
    }

    /** The first change in place of a field, or of anything within it. */
    Optional<FieldDifference> changed(String collection, String field) {
        return changed(collection).stream()
                .filter(difference -> difference.path().equals(field)
                        || difference.path().startsWith(field + ".")
                        || difference.path().startsWith(field + "["))
                .findFirst();
    }

    private List<String> names(String collection, Class<?>... kinds) {
        return all.stream()
                .filter(planned -> planned.isOf(collection))
                .filter(planned -> Stream.of(kinds).anyMatch(kind -> kind.isInstance(planned.change())))
                .map(planned -> Link.name(planned.resource()))
                .toList();
    }
}
