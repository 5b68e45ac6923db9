package dev.sallyport.google;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody as IAM names them, such as {@code user:alice@example.com} or {@code allUsers}.
 *
 * @param kind what stands before the colon; empty where there is none
 * @see <a href="https://cloud.google.com/iam/docs/principal-identifiers">principal identifiers</a>
 */
public record Member(String kind, String id) {
    private static final Set<String> OF_A_DOMAIN = Set.of("user", "group", "domain");

    /** Addresses are the same whatever their case; the kind before the colon keeps its own. */
    public static Member of(String member) {
        int colon = member.indexOf(':');
        return colon < 0
                ? new Member("", member)
                : new Member(
                        member.substring(0, colon), member.substring(colon + 1).toLowerCase(Locale.ROOT));
    }

    /** The domain that users, groups and whole domains belong to; empty for all others. */
    public Optional<String> domain() {
        return OF_A_DOMAIN.contains(kind) ? Optional.of(id.substring(id.indexOf('@') + 1)) : Optional.empty();
    }

    /** Whether it is everybody on the internet, signed in or not. */
    public boolean isEverybody() {
        return kind.isEmpty() && (id.equals("allUsers") || id.equals("allAuthenticatedUsers"));
    }

    @Override
    public String toString() {
        return kind.isEmpty() ? id : kind + ":" + id;
    }
}
