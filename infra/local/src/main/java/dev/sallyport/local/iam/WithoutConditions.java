package dev.sallyport.local.iam;

import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A policy as those see it who do not ask for version 3: a conditional binding's role has a suffix in place of the
 * condition, so that nobody takes it for unconditional.
 */
final class WithoutConditions {
    private static final int SUFFIX_BYTES = 10;

    private WithoutConditions() {}

    static Policy of(Policy policy) {
        if (policy.getVersion() < PolicyRules.CONDITIONAL) {
            return policy;
        }
        Policy.Builder shown = policy.toBuilder().setVersion(1).clearBindings();
        policy.getBindingsList().forEach(binding -> shown.addBindings(of(binding)));
        return shown.build();
    }

    private static Binding of(Binding binding) {
        if (!binding.hasCondition()) {
            return binding;
        }
        return binding.toBuilder()
                .clearCondition()
                .setRole(binding.getRole() + "_withcond_"
                        + digest(binding.getCondition().toByteString()))
                .build();
    }

    private static String digest(ByteString condition) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(condition.toByteArray());
            return HexFormat.of().formatHex(digest, 0, SUFFIX_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
