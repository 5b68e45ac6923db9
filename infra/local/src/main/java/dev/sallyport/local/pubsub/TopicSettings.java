package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateTopicRequest;
import java.util.Set;

/** Google's rules for a topic's settings. */
final class TopicSettings {
    private static final UpdateMask MASK = new UpdateMask(
            "UpdateTopicRequest",
            "Topic",
            Set.of("labels", "message_storage_policy", "kms_key_name", "message_retention_duration"));

    private TopicSettings() {}

    /** The topic as it is created from a request. */
    static Topic created(Topic requested) {
        ResourceNames.topic(requested.getName());
        return accepted(requested);
    }

    /** The topic as it is after an update. */
    static Topic updated(Topic current, UpdateTopicRequest request) {
        return accepted(MASK.apply(request.getUpdateMask(), current, request.getTopic()));
    }

    private static Topic accepted(Topic topic) {
        if (topic.hasSchemaSettings()) {
            throw PubSubError.notEmulated("schema_settings");
        }
        if (topic.hasIngestionDataSourceSettings()) {
            throw PubSubError.notEmulated("ingestion_data_source_settings");
        }
        if (topic.getMessageTransformsCount() > 0) {
            throw PubSubError.notEmulated("message_transforms");
        }
        if (topic.hasMessageRetentionDuration()) {
            RetentionBounds.require(topic.getMessageRetentionDuration());
        }
        return topic.toBuilder().setState(Topic.State.ACTIVE).clearTags().build();
    }
}
