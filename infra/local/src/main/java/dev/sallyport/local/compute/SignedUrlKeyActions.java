package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.BackendBucket;
import com.google.cloud.compute.v1.BackendBucketCdnPolicy;
import com.google.cloud.compute.v1.SignedUrlKey;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;

/** The keys that sign URLs of a backend bucket's contents: only their names are kept. */
final class SignedUrlKeyActions {
    private SignedUrlKeyActions() {}

    static Optional<Action<Message>> of(ComputeMethod method) {
        if (!method.collection().equals("backendBuckets")) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (method.name()) {
                    case "addSignedUrlKey" ->
                        new Action.Change<>("compute.backendBuckets.addSignedUrlKey", SignedUrlKeyActions::add);
                    case "deleteSignedUrlKey" ->
                        new Action.Change<>("compute.backendBuckets.deleteSignedUrlKey", SignedUrlKeyActions::delete);
                    default -> null;
                });
    }

    private static Message add(Transaction transaction, Link link, Message current, Call call) {
        String name = Names.check("resource.keyName", ((SignedUrlKey) call.body()).getKeyName());
        BackendBucket.Builder bucket = ((BackendBucket) current).toBuilder();
        if (bucket.getCdnPolicy().getSignedUrlKeyNamesList().contains(name)) {
            throw Refusals.invalidValue("resource.keyName", name, "A signed URL key of this name already exists.");
        }
        bucket.getCdnPolicyBuilder().addSignedUrlKeyNames(name);
        return bucket.build();
    }

    private static Message delete(Transaction transaction, Link link, Message current, Call call) {
        String name = call.parameter("key_name");
        BackendBucket bucket = (BackendBucket) current;
        List<String> others = bucket.getCdnPolicy().getSignedUrlKeyNamesList().stream()
                .filter(known -> !known.equals(name))
                .toList();
        if (others.size() == bucket.getCdnPolicy().getSignedUrlKeyNamesCount()) {
            throw Refusals.invalidValue("keyName", name, "There is no signed URL key of this name.");
        }
        BackendBucketCdnPolicy.Builder cdnPolicy =
                bucket.getCdnPolicy().toBuilder().clearSignedUrlKeyNames().addAllSignedUrlKeyNames(others);
        return bucket.toBuilder().setCdnPolicy(cdnPolicy).build();
    }
}
