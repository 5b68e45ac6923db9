package dev.sallyport.local.iam;

import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import com.google.protobuf.ByteString;
import dev.sallyport.local.state.Form;
import java.util.List;

/** A policy with its bindings read. */
record StoredPolicy(Policy policy, List<Grant> grants) {
    /** Kept as the policy alone. */
    static final Form<StoredPolicy> FORM = new Form<>() {
        private final Form<Policy> message = Form.of(Policy.parser());

        @Override
        public ByteString written(StoredPolicy value) {
            return message.written(value.policy());
        }

        @Override
        public StoredPolicy read(ByteString bytes) {
            return StoredPolicy.of(message.read(bytes));
        }
    };

    static StoredPolicy of(Policy policy) {
        return new StoredPolicy(
                policy, policy.getBindingsList().stream().map(Grant::of).toList());
    }

    boolean grants(String role, AccessRequest request) {
        return grants.stream().anyMatch(grant -> grant.holds(role, request));
    }

    private record Grant(String role, List<Member> members, List<Condition> conditions) {
        static Grant of(Binding binding) {
            return new Grant(
                    binding.getRole(),
                    binding.getMembersList().stream().map(Member::parse).toList(),
                    binding.hasCondition()
                            ? List.of(Condition.parse(binding.getCondition().getExpression()))
                            : List.of());
        }

        boolean holds(String asked, AccessRequest request) {
            return role.equals(asked)
                    && members.stream().anyMatch(member -> member.covers(request.principal()))
                    && conditions.stream().allMatch(condition -> condition.holds(request));
        }
    }
}
