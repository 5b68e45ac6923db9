package dev.sallyport.local.firestore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What changes when one set of documents takes the place of another. */
final class Replacement {
    private Replacement() {}

    static List<Change> changes(Snapshot present, Collection<StoredDocument> replacement) {
        Map<DocumentName, StoredDocument> wanted = new LinkedHashMap<>();
        replacement.forEach(document -> wanted.put(document.name(), document));
        List<Change> changes = new ArrayList<>();
        present.all()
                .filter(document -> !wanted.containsKey(document.name()))
                .forEach(document -> changes.add(new Change(document.name(), Optional.of(document), Optional.empty())));
        wanted.forEach((name, document) -> changes.add(new Change(name, present.get(name), Optional.of(document))));
        return changes.stream().filter(Change::isEffective).toList();
    }
}
