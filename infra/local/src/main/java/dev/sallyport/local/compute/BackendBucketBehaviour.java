package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.BackendBucket;
import com.google.cloud.compute.v1.BackendBucketCdnPolicy;
import com.google.cloud.compute.v1.BackendBucketUsedBy;
import java.util.Optional;
import java.util.Set;

/** Backend buckets. */
final class BackendBucketBehaviour extends Behaviour<BackendBucket> {
    BackendBucketBehaviour() {
        super("backendBuckets", BackendBucket.class);
    }

    @Override
    Set<String> outputOnly() {
        return Set.of("used_by");
    }

    @Override
    String defaultDescription() {
        return "";
    }

    @Override
    BackendBucket complete(Transaction transaction, Link link, BackendBucket wanted, Optional<BackendBucket> before) {
        if (wanted.getBucketName().isEmpty()) {
            throw Refusals.requiredField("resource.bucketName");
        }
        BackendBucket.Builder bucket = wanted.toBuilder();
        Fields.setDefault(bucket, "enable_cdn", false);
        if (bucket.getEnableCdn()) {
            completeCdn(bucket.getCdnPolicyBuilder());
        }
        return bucket.build();
    }

    private static void completeCdn(BackendBucketCdnPolicy.Builder policy) {
        Fields.setDefault(policy, "cache_mode", "CACHE_ALL_STATIC");
        Fields.setDefault(policy, "client_ttl", 3600);
        Fields.setDefault(policy, "default_ttl", 3600);
        Fields.setDefault(policy, "max_ttl", 86400);
        Fields.setDefault(policy, "negative_caching", true);
        Fields.setDefault(policy, "request_coalescing", true);
        Fields.setDefault(policy, "serve_while_stale", 86400);
    }

    @Override
    BackendBucket shown(Transaction transaction, Link link, BackendBucket stored) {
        return stored.toBuilder()
                .addAllUsedBy(UrlMapBehaviour.using(transaction, link)
                        .map(user -> BackendBucketUsedBy.newBuilder()
                                .setReference(user.url())
                                .build())
                        .toList())
                .build();
    }
}
