package dev.sallyport.local.orgpolicy;

import com.google.cloud.orgpolicy.v2.Constraint;
import com.google.cloud.orgpolicy.v2.Constraint.ConstraintDefault;
import com.google.cloud.orgpolicy.v2.PolicySpec.PolicyRule;
import java.util.Arrays;
import java.util.Optional;

/**
 * The constraints there are here, all of which allow everything where nobody has set a policy.
 *
 * @see <a href="https://cloud.google.com/resource-manager/docs/organization-policy/org-policy-constraints">Organization
 *     policy constraints</a>
 */
enum KnownConstraint {
    ALLOWED_POLICY_MEMBER_DOMAINS("iam.allowedPolicyMemberDomains", true),
    VM_EXTERNAL_IP_ACCESS("compute.vmExternalIpAccess", true),
    RESTRICT_LOAD_BALANCER_CREATION("compute.restrictLoadBalancerCreationForTypes", true),
    RESTRICT_PROTOCOL_FORWARDING("compute.restrictProtocolForwardingCreationForTypes", true),
    RESOURCE_LOCATIONS("gcp.resourceLocations", true),
    REQUIRE_OS_LOGIN("compute.requireOsLogin", false),
    REQUIRE_SHIELDED_VM("compute.requireShieldedVm", false),
    SKIP_DEFAULT_NETWORK("compute.skipDefaultNetworkCreation", false),
    DISABLE_SERIAL_PORT("compute.disableSerialPortAccess", false),
    GLOBAL_IAP_WEB_DISABLED("iap.requireGlobalIapWebDisabled", false),
    REGIONAL_IAP_WEB_DISABLED("iap.requireRegionalIapWebDisabled", false);

    private final String id;
    private final boolean isList;

    KnownConstraint(String id, boolean isList) {
        this.id = id;
        this.isList = isList;
    }

    static Optional<KnownConstraint> named(String id) {
        return Arrays.stream(values()).filter(known -> known.id.equals(id)).findFirst();
    }

    String id() {
        return id;
    }

    /** Whether it is about values that are allowed or denied, and not about being enforced. */
    boolean isList() {
        return isList;
    }

    PolicyRule byDefault() {
        return isList
                ? PolicyRule.newBuilder().setAllowAll(true).build()
                : PolicyRule.newBuilder().setEnforce(false).build();
    }

    boolean takes(PolicyRule rule) {
        return switch (rule.getKindCase()) {
            case VALUES, ALLOW_ALL, DENY_ALL -> isList;
            case ENFORCE -> !isList;
            case KIND_NOT_SET -> false;
        };
    }

    /** As it is shown to a project or an organisation. */
    Constraint shown(String parent) {
        Constraint.Builder constraint = Constraint.newBuilder()
                .setName(parent + "/constraints/" + id)
                .setConstraintDefault(ConstraintDefault.ALLOW);
        if (isList) {
            constraint.setListConstraint(Constraint.ListConstraint.getDefaultInstance());
        } else {
            constraint.setBooleanConstraint(Constraint.BooleanConstraint.getDefaultInstance());
        }
        return constraint.build();
    }
}
