package dev.sallyport.local.compute;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Internal;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.sallyport.local.state.Change;
import dev.sallyport.local.state.StateRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Resources as records: the key is what follows the project in the resource's link, the value the resource as a
 * google.protobuf.Any. Fields with secrets are in a secret record of their own.
 */
final class ResourceRecords {
    /** The key of the project itself. */
    private static final String PROJECT = "project";

    /** Ends the key of a secret record; no name has such a character. */
    private static final String SECRET = "#secret";

    private ResourceRecords() {}

    static List<StateRecord> of(Link link, Message resource) {
        List<FieldDescriptor> secrets = Secrets.in(resource);
        if (secrets.isEmpty()) {
            return List.of(StateRecord.of(link.project(), key(link), value(resource)));
        }
        Message.Builder open = resource.toBuilder();
        Message.Builder secret = resource.newBuilderForType();
        for (FieldDescriptor field : secrets) {
            open.clearField(field);
            secret.setField(field, resource.getField(field));
        }
        return List.of(
                StateRecord.of(link.project(), key(link), value(open.build())),
                StateRecord.secret(link.project(), key(link) + SECRET, value(secret.build())));
    }

    /** What makes the records of a resource before a change those after it. */
    static Stream<Change> change(Link link, Optional<Message> before, Optional<Message> after) {
        if (before.equals(after)) {
            return Stream.empty();
        }
        List<Change> changes = new ArrayList<>();
        List<StateRecord> put = after.map(resource -> of(link, resource)).orElse(List.of());
        before.map(resource -> of(link, resource)).orElse(List.of()).stream()
                .map(StateRecord::key)
                .filter(key -> put.stream().noneMatch(record -> record.key().equals(key)))
                .forEach(key -> changes.add(new Change.Remove(link.project(), key)));
        put.forEach(record -> changes.add(new Change.Put(record)));
        return changes.stream();
    }

    /**
     * The resources that these records of one project are of.
     *
     * @throws IllegalArgumentException if one of them is no resource
     */
    static Map<Link, Message> read(Collection<StateRecord> records) {
        Map<Link, Message> resources = new LinkedHashMap<>();
        records.forEach(record -> resources.merge(
                link(record),
                message(record),
                (one, other) -> one.toBuilder().mergeFrom(other).build()));
        return resources;
    }

    /** Slashes within names are written as in URLs, so that the parts of a key can be told. */
    private static String key(Link link) {
        if (link.equals(Link.ofProject(link.project()))) {
            return PROJECT;
        }
        String place = link.scope().path();
        return (place.isEmpty() ? "" : place + "/") + encoded(link.collection()) + "/" + encoded(link.name());
    }

    private static Link link(StateRecord record) {
        String key = record.key().endsWith(SECRET)
                ? record.key().substring(0, record.key().length() - SECRET.length())
                : record.key();
        if (key.equals(PROJECT)) {
            return Link.ofProject(record.project());
        }
        String[] parts = key.split("/");
        return switch (parts.length) {
            case 2 -> link(record, Scope.PROJECT, parts[0], parts[1]);
            case 3 -> link(record, Scope.GLOBAL, parts[1], parts[2]);
            case 4 -> link(record, scope(parts[0], parts[1]), parts[2], parts[3]);
            default -> throw new IllegalArgumentException("record " + key + " is no resource");
        };
    }

    private static Link link(StateRecord record, Scope scope, String collection, String name) {
        return new Link(record.project(), scope, decoded(collection), decoded(name));
    }

    private static Scope scope(String kind, String name) {
        return switch (kind) {
            case "regions" -> Scope.region(name);
            case "zones" -> Scope.zone(name);
            case "locations" -> Scope.ORGANIZATION;
            default -> throw new IllegalArgumentException("There are no resources in " + kind + "/" + name);
        };
    }

    private static String encoded(String part) {
        return part.replace("/", "%2F");
    }

    private static String decoded(String part) {
        return part.replace("%2F", "/");
    }

    private static ByteString value(Message resource) {
        return Any.pack(resource).toByteString();
    }

    private static Message message(StateRecord record) {
        try {
            Any any = Any.parseFrom(record.value());
            return prototype(any.getTypeUrl()).getParserForType().parseFrom(any.getValue());
        } catch (InvalidProtocolBufferException | ClassNotFoundException e) {
            throw new IllegalArgumentException("record " + record.key() + " cannot be read", e);
        }
    }

    /** All of Google's types have their Java classes in packages that are named after their own. */
    private static Message prototype(String typeUrl) throws ClassNotFoundException {
        String type = typeUrl.substring(typeUrl.lastIndexOf('/') + 1);
        return Internal.getDefaultInstance(Class.forName("com." + type).asSubclass(Message.class));
    }
}
