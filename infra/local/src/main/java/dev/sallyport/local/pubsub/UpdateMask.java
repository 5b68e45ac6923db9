package dev.sallyport.local.pubsub;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import java.util.Set;

/**
 * An update mask and what it may name.
 *
 * @param request the request's name, for messages
 * @param resource the resource's name, for messages
 * @param mutable the top-level fields that may change
 */
record UpdateMask(String request, String resource, Set<String> mutable) {
    /** The current resource with the masked fields as the update has them, as a whole each. */
    <T extends Message> T apply(FieldMask mask, T current, T update) {
        require(mask, current);
        Message.Builder merged = current.toBuilder();
        FieldMaskUtil.MergeOptions replace = new FieldMaskUtil.MergeOptions()
                .setReplaceMessageFields(true)
                .setReplaceRepeatedFields(true)
                .setReplacePrimitiveFields(true);
        FieldMaskUtil.merge(mask, update, merged, replace);
        @SuppressWarnings("unchecked") // A builder made from a T builds a T; Message does not say so.
        T result = (T) merged.build();
        return result;
    }

    private void require(FieldMask mask, Message current) {
        if (mask.getPathsCount() == 0) {
            throw PubSubError.invalid(
                    "The update_mask in the " + request + " must be set, and must contain a non-empty paths list.");
        }
        for (String path : mask.getPathsList()) {
            if (!FieldMaskUtil.isValid(current.getDescriptorForType(), path)) {
                throw refused(path + " is not a known " + resource + " field. Note that field paths must be of the form"
                        + " 'push_config' rather than 'pushConfig'.");
            }
            String field = path.split("\\.", 2)[0];
            if (!mutable.contains(field)) {
                throw refused("the " + field + " field in the " + resource + " is not mutable.");
            }
        }
    }

    private RuntimeException refused(String reason) {
        return PubSubError.invalid("Invalid update_mask provided in the " + request + ": " + reason);
    }
}
