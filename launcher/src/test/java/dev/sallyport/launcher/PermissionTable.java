package dev.sallyport.launcher;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What each method asks of its caller: {@code infra/permissions.yaml}. */
final class PermissionTable {
    private static final String FILE = "infra/permissions.yaml";

    private final Map<String, Map<String, List<String>>> methods;

    private PermissionTable(Map<String, Map<String, List<String>>> methods) {
        this.methods = methods;
    }

    static PermissionTable read() {
        Path file = Checkout.root().resolve(FILE);
        try {
            return new PermissionTable(
                    new ObjectMapper(new YAMLFactory()).readValue(file.toFile(), new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Each permission that the calls take, with the methods that take it. */
    SortedMap<String, SortedSet<String>> taken(Collection<ObservedCall> calls) {
        SortedMap<String, SortedSet<String>> taken = new TreeMap<>();
        calls.forEach(call -> permissions(call)
                .forEach(permission -> taken.computeIfAbsent(permission, absent -> new TreeSet<>())
                        .add(call.method())));
        return taken;
    }

    private List<String> permissions(ObservedCall call) {
        Map<String, List<String>> ofService = methods.getOrDefault(call.service(), Map.of());
        String place = call.resource().replaceFirst("^projects/[^/]+/", "");
        List<String> permissions =
                Optional.ofNullable(ofService.get(call.method() + " " + place)).orElse(ofService.get(call.method()));
        if (permissions == null) {
            throw new AssertionError(FILE + " does not say what " + call.service() + " " + call.method()
                    + " asks of its caller, which the function " + call.function() + " has called");
        }
        return permissions;
    }
}
