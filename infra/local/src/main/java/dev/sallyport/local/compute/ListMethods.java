package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Data;
import com.google.cloud.compute.v1.Warning;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.sallyport.local.api.MessageTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** list and aggregatedList, over resources and operations alike. */
final class ListMethods {
    private ListMethods() {}

    /** A page of one collection in one scope. */
    static Message list(Call call, Page page) {
        return items(located(newList(call, page), call.link("").collectionPath()), page)
                .build();
    }

    /** A list that is no collection: it has neither id nor link. */
    static Message bare(Call call, Page page) {
        return items(newList(call, page), page).build();
    }

    private static Message.Builder items(Message.Builder list, Page page) {
        FieldDescriptor items = Fields.items(list.getDescriptorForType()).orElseThrow();
        page.items().forEach(stored -> list.addRepeatedField(items, stored.message()));
        return list;
    }

    /** A page of one collection over all scopes; every scope has an entry, if only to say that nothing is there. */
    static Message aggregated(Call call, Page page, List<Scope> scopes) {
        String path = "projects/" + call.project().id() + "/aggregated/"
                + call.method().collection();
        Message.Builder list = located(newList(call, page), path);
        FieldDescriptor items = list.getDescriptorForType().findFieldByName("items");
        Map<Scope, List<Message>> byScope = new LinkedHashMap<>();
        scopes.forEach(scope -> byScope.put(scope, new ArrayList<>()));
        page.items()
                .forEach(stored -> byScope.computeIfAbsent(stored.link().scope(), scope -> new ArrayList<>())
                        .add(stored.message()));
        byScope.forEach((scope, resources) -> list.addRepeatedField(items, entry(list, items, scope, resources)));
        return list.build();
    }

    private static Message entry(Message.Builder list, FieldDescriptor items, Scope scope, List<Message> resources) {
        Message.Builder entry = list.newBuilderForField(items);
        Descriptor entryType = entry.getDescriptorForType();
        FieldDescriptor value = entryType.findFieldByNumber(2);
        Message.Builder scoped = MessageTypes.prototype(value.getMessageType()).newBuilderForType();
        FieldDescriptor scopedItems =
                Fields.items(scoped.getDescriptorForType()).orElseThrow();
        resources.forEach(resource -> scoped.addRepeatedField(scopedItems, resource));
        if (resources.isEmpty()) {
            Fields.set(scoped, "warning", nothingIn(scope));
        }
        return entry.setField(entryType.findFieldByNumber(1), scope.path())
                .setField(value, scoped.build())
                .build();
    }

    private static Warning nothingIn(Scope scope) {
        return Warning.newBuilder()
                .setCode("NO_RESULTS_ON_PAGE")
                .addData(Data.newBuilder().setKey("scope").setValue(scope.path()))
                .setMessage("No results for the scope '" + scope.path() + "'.")
                .build();
    }

    private static Message.Builder newList(Call call, Page page) {
        Descriptor type = call.method().descriptor().getOutputType();
        Message.Builder list = MessageTypes.prototype(type).newBuilderForType();
        Fields.set(list, "kind", "compute#" + ComputeMethod.lowerFirst(type.getName()));
        if (!page.nextToken().isEmpty()) {
            Fields.set(list, "next_page_token", page.nextToken());
        }
        return list;
    }

    private static Message.Builder located(Message.Builder list, String path) {
        Fields.set(list, "id", path);
        Fields.set(list, "self_link", Link.ROOT + path);
        return list;
    }
}
