package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Policy;
import com.google.protobuf.Message;
import dev.sallyport.local.api.MessageTypes;

/** IAM policies of single resources, and the test of permissions: whoever asks may do everything. */
final class PolicyMethods {
    /** The place of policies in the store; no collection of the API is called so. */
    private static final String COLLECTION = "iamPolicies";

    /** The etag of a policy that nobody has set, as Google gives it. */
    private static final String UNSET_ETAG = "ACAB";

    private PolicyMethods() {}

    static Message get(Transaction transaction, Call call) {
        CommonMethods.existing(transaction, call.link());
        return current(transaction, call);
    }

    static Message set(Transaction transaction, Call call) {
        CommonMethods.existing(transaction, call.link());
        Policy before = current(transaction, call);
        Policy sent = sent(call.body());
        if (!sent.getEtag().isEmpty() && !sent.getEtag().equals(before.getEtag())) {
            throw Refusals.staleFingerprint();
        }
        Policy bare = sent.toBuilder()
                .clearEtag()
                .setVersion(Math.max(1, sent.getVersion()))
                .build();
        Policy after = bare.toBuilder().setEtag(Fingerprint.of(bare)).build();
        transaction.put(place(call.link()), after);
        return after;
    }

    static Message testPermissions(Transaction transaction, Call call) {
        CommonMethods.existing(transaction, call.link());
        Message.Builder response = MessageTypes.prototype(
                        call.method().descriptor().getOutputType())
                .newBuilderForType();
        Message asked = call.body();
        Fields.set(
                response,
                "permissions",
                asked.getField(asked.getDescriptorForType().findFieldByName("permissions")));
        return response.build();
    }

    /** The request has the policy whole, or in the older form its parts. */
    private static Policy sent(Message body) {
        Message.Builder policy = Policy.newBuilder();
        Fields.copyAlike(body, policy, "bindings");
        Fields.copyAlike(body, policy, "etag");
        Policy nested = (Policy) body.getField(body.getDescriptorForType().findFieldByName("policy"));
        return ((Policy.Builder) policy).mergeFrom(nested).build();
    }

    private static Policy current(Transaction transaction, Call call) {
        return transaction
                .get(Policy.class, place(call.link()))
                .orElseGet(() ->
                        Policy.newBuilder().setEtag(UNSET_ETAG).setVersion(1).build());
    }

    /** Where the policy of a resource is kept. */
    static Link place(Link resource) {
        return resource.in(COLLECTION, resource.collection() + "/" + resource.name());
    }
}
