package dev.sallyport.testing;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.Blob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way in which a document may be damaged: a value in it, at whatever depth, is gone or is another.
 *
 * @param path of the value
 * @param value what stands there instead; empty if nothing does
 */
public record Damage(List<Object> path, Optional<Object> value) {
    private static final int DEEP = 18;

    /** Every value of the document, gone and of each type there is. */
    public static List<Damage> all(Map<String, Object> document) {
        List<Damage> all = new ArrayList<>();
        for (List<Object> path : paths(List.of(), document)) {
            all.add(new Damage(path, Optional.empty()));
            values().forEach(value -> all.add(new Damage(path, Optional.of(value))));
        }
        return all;
    }

    /** The document with this damage. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> to(Map<String, Object> document) {
        return (Map<String, Object>) damaged(document, path);
    }

    private Object damaged(Object node, List<Object> rest) {
        List<Object> deeper = rest.subList(1, rest.size());
        if (node instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new HashMap<>(map);
            Optional<Object> next = deeper.isEmpty() ? value : Optional.of(damaged(map.get(rest.get(0)), deeper));
            next.ifPresentOrElse(present -> copy.put(rest.get(0), present), () -> copy.remove(rest.get(0)));
            return copy;
        }
        List<Object> copy = new ArrayList<>((List<?>) node);
        int index = (Integer) rest.get(0);
        Optional<Object> next = deeper.isEmpty() ? value : Optional.of(damaged(copy.get(index), deeper));
        next.ifPresentOrElse(present -> copy.set(index, present), () -> copy.remove(index));
        return copy;
    }

    private static List<List<Object>> paths(List<Object> here, Object node) {
        List<List<Object>> paths = new ArrayList<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, child) -> paths.addAll(paths(join(here, name), child)));
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                paths.addAll(paths(join(here, i), list.get(i)));
            }
        }
        if (!here.isEmpty()) {
            paths.add(here);
        }
        return paths;
    }

    private static List<Object> join(List<Object> path, Object last) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(last);
        return longer;
    }

    private static List<Object> values() {
        return List.of(
                "no such thing / \u0000",
                "",
                -1L,
                Long.MAX_VALUE,
                Double.NaN,
                true,
                List.of(),
                List.of("one", 2L),
                Map.of(),
                Map.of("unknown", "member"),
                deep(),
                Timestamp.MIN_VALUE,
                Timestamp.MAX_VALUE,
                Blob.fromBytes(new byte[] {0, 1}));
    }

    /** As deep as Firestore takes it (cloud.google.com/firestore/quotas: 20 levels). */
    private static Object deep() {
        Object deep = "end";
        for (int level = 0; level < DEEP / 2; level++) {
            deep = Map.of("deeper", deep);
        }
        return deep;
    }
}
