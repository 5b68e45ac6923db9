package dev.sallyport.local.iam;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which roles may be bound on a kind of resource. */
public final class RoleNames {
    private static final Pattern CUSTOM =
            Pattern.compile("(projects/[^/]+|organizations/\\d+)/roles/[A-Za-z0-9_.]{3,64}");
    private static final Pattern PREDEFINED = Pattern.compile("roles/[A-Za-z0-9_.]+");
    private static final Pattern BASIC = Pattern.compile("roles/(owner|editor|viewer)");

    private RoleNames() {}

    /** Every role that is well-formed, as on a project. */
    public static Predicate<String> any() {
        return PREDEFINED.asMatchPredicate().or(CUSTOM.asMatchPredicate());
    }

    /** The predefined roles of one service, such as {@code iap}, the basic roles and custom roles. */
    public static Predicate<String> ofService(String service) {
        String prefix = "roles/" + service + ".";
        Predicate<String> predefined = role -> role.startsWith(prefix) && any().test(role);
        return predefined.or(BASIC.asMatchPredicate()).or(CUSTOM.asMatchPredicate());
    }
}
