package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.ExpirationPolicy;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Google's rules for a subscription's settings: defaults, bounds, what may change (field comments of Subscription). */
final class SubscriptionSettings {
    private static final int DEFAULT_ACK_DEADLINE_SECONDS = 10;
    private static final long DEFAULT_RETENTION_SECONDS = TimeUnit.DAYS.toSeconds(7);
    private static final long DEFAULT_EXPIRATION_SECONDS = TimeUnit.DAYS.toSeconds(31);

    private static final UpdateMask MASK = new UpdateMask(
            "UpdateSubscriptionRequest",
            "Subscription",
            Set.of(
                    "push_config",
                    "ack_deadline_seconds",
                    "retain_acked_messages",
                    "message_retention_duration",
                    "labels",
                    "expiration_policy",
                    "filter",
                    "dead_letter_policy",
                    "retry_policy",
                    "enable_exactly_once_delivery"));

    private SubscriptionSettings() {}

    /** The subscription as it is created from a request: checked, and with all defaults filled in. */
    static Subscription created(Subscription requested) {
        ResourceNames.subscription(requested.getName());
        ResourceNames.topic(requested.getTopic());
        return accepted(requested.toBuilder().clearDetached().clearTags().build());
    }

    /** The subscription as it is after an update. */
    static Subscription updated(Subscription current, UpdateSubscriptionRequest request) {
        return accepted(MASK.apply(request.getUpdateMask(), current, request.getSubscription()));
    }

    /** The subscription with another push configuration; an empty one makes it a pull subscription. */
    static Subscription pushingTo(Subscription current, PushConfig push) {
        return accepted(current.toBuilder().setPushConfig(push).build());
    }

    static void requireAckDeadline(String field, int seconds) {
        PubSubError.requireWithin(field, seconds, 10, 600);
    }

    private static Subscription accepted(Subscription requested) {
        requireEmulated(requested);
        Subscription subscription = withDefaults(requested);
        requireAckDeadline("ack_deadline_seconds", subscription.getAckDeadlineSeconds());
        RetentionBounds.require(subscription.getMessageRetentionDuration());
        SubscriptionFilter.parse(subscription.getFilter());
        requireEndpoint(subscription.getPushConfig().getPushEndpoint());
        return subscription;
    }

    private static void requireEmulated(Subscription subscription) {
        if (subscription.hasBigqueryConfig()
                || subscription.hasCloudStorageConfig()
                || subscription.hasBigtableConfig()) {
            throw PubSubError.notEmulated("Delivery to BigQuery, Cloud Storage or Bigtable");
        }
        if (subscription.getMessageTransformsCount() > 0) {
            throw PubSubError.notEmulated("message_transforms");
        }
    }

    private static Subscription withDefaults(Subscription requested) {
        Subscription.Builder subscription = requested.toBuilder().setState(Subscription.State.ACTIVE);
        if (!requested.hasPushConfig()) {
            subscription.setPushConfig(PushConfig.getDefaultInstance());
        }
        if (requested.getAckDeadlineSeconds() == 0) {
            subscription.setAckDeadlineSeconds(DEFAULT_ACK_DEADLINE_SECONDS);
        }
        if (!requested.hasMessageRetentionDuration()) {
            subscription.setMessageRetentionDuration(ProtoTime.seconds(DEFAULT_RETENTION_SECONDS));
        }
        if (!requested.hasExpirationPolicy()) {
            subscription.setExpirationPolicy(
                    ExpirationPolicy.newBuilder().setTtl(ProtoTime.seconds(DEFAULT_EXPIRATION_SECONDS)));
        }
        if (requested.hasRetryPolicy()) {
            subscription.setRetryPolicy(PolicySettings.accepted(requested.getRetryPolicy()));
        }
        if (requested.hasDeadLetterPolicy()) {
            subscription.setDeadLetterPolicy(PolicySettings.accepted(requested.getDeadLetterPolicy()));
        }
        return subscription.build();
    }

    private static void requireEndpoint(String endpoint) {
        if (!endpoint.isEmpty() && !isHttp(endpoint)) {
            throw PubSubError.invalid("Invalid push endpoint given (endpoint=" + endpoint
                    + "). Expected an absolute URL that starts with http:// or https://.");
        }
    }

    private static boolean isHttp(String endpoint) {
        try {
            URI uri = URI.create(endpoint);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
