package dev.sallyport.converge;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares how a resource should be with how it is: every field set in the desired message must equal the observed
 * one. Fields the desired message says nothing about are the server's business.
 *
 * <ul>
 *   <li>A field that is absent equals its type's default: the API drops false, 0 and "" where it likes.
 *   <li>Links are compared as resources, whatever their spelling; see {@link Spelling} for other odd spellings.
 *   <li>Lists must have the same elements. Those of scalars have no order; those of messages are matched by their key
 *       where they have one, such as {@code name}, and else by position.
 *   <li>Of a map, the desired entries must be there; others may be.
 * </ul>
 */
public final class Comparison {
    private final Spelling spelling;

    /** @param project the project of links that name none */
    public Comparison(ProjectName project) {
        spelling = new Spelling(project);
    }

    /** What differs; empty if nothing does. Both messages must be of one type. */
    public List<FieldDifference> between(Message desired, Message observed) {
        List<FieldDifference> differences = new ArrayList<>();
        compareFields("", desired, observed, differences);
        return differences;
    }

    /** The fields of the observed message that must hold nothing and hold something. */
    static List<FieldDifference> leftovers(Iterable<FieldDescriptor> mustBeEmpty, Message observed) {
        List<FieldDifference> differences = new ArrayList<>();
        for (FieldDescriptor field : mustBeEmpty) {
            if (observed.getAllFields().containsKey(field)) {
                differences.add(new FieldDifference(field.getJsonName(), Rendering.of(observed.getField(field)), ""));
            }
        }
        return differences;
    }

    private void compareFields(String prefix, Message desired, Message observed, List<FieldDifference> differences) {
        desired.getAllFields().forEach((field, value) -> {
            String path = prefix + field.getJsonName();
            Object there = observed.getField(field);
            if (field.isMapField()) {
                compareEntries(path, entries(value), entries(there), differences);
            } else if (field.isRepeated()) {
                compareLists(path, field, (List<?>) value, (List<?>) there, differences);
            } else {
                compareValues(path, field, value, there, differences);
            }
        });
    }

    private void compareValues(
            String path, FieldDescriptor field, Object desired, Object observed, List<FieldDifference> differences) {
        if (desired instanceof Message message) {
            compareFields(path + ".", message, (Message) observed, differences);
        } else if (!spelling.of(field, desired).equals(spelling.of(field, observed))) {
            differences.add(new FieldDifference(path, Rendering.of(field, observed), Rendering.of(field, desired)));
        }
    }

    private void compareLists(
            String path, FieldDescriptor field, List<?> desired, List<?> observed, List<FieldDifference> differences) {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            if (!sorted(field, desired).equals(sorted(field, observed))) {
                differences.add(new FieldDifference(path, Rendering.of(observed), Rendering.of(desired)));
            }
            return;
        }
        ElementPairs.of(field, messages(desired), messages(observed), spelling)
                .ifPresentOrElse(
                        pairs -> pairs.forEach(pair -> compareFields(
                                path + "[" + pair.key() + "].", pair.desired(), pair.observed(), differences)),
                        () -> differences.add(
                                new FieldDifference(path, Rendering.of(observed), Rendering.of(desired))));
    }

    private static void compareEntries(
            String path, Map<String, Object> desired, Map<String, Object> observed, List<FieldDifference> differences) {
        desired.forEach((key, value) -> {
            Object there = observed.get(key);
            if (!value.equals(there)) {
                String from = there == null ? "" : Rendering.of(there);
                differences.add(new FieldDifference(path + "[" + key + "]", from, Rendering.of(value)));
            }
        });
    }

    private List<String> sorted(FieldDescriptor field, List<?> values) {
        return values.stream()
                .map(value -> spelling.of(field, value).toString())
                .sorted()
                .toList();
    }

    private static List<Message> messages(List<?> values) {
        return values.stream().map(Message.class::cast).toList();
    }

    /** A map field as its reflection shows it: a list of entry messages. */
    private static Map<String, Object> entries(Object mapField) {
        Map<String, Object> entries = new TreeMap<>();
        for (Message entry : messages((List<?>) mapField)) {
            var type = entry.getDescriptorForType();
            entries.put(
                    entry.getField(type.findFieldByNumber(1)).toString(), entry.getField(type.findFieldByNumber(2)));
        }
        return entries;
    }
}
