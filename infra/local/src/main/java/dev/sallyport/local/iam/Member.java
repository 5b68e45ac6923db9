package dev.sallyport.local.iam;

import dev.sallyport.local.api.ApiException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * A member of a binding, as google/iam/v1/policy.proto describes them.
 *
 * @param kind what the prefix says
 * @param value what follows the prefix; empty for allUsers and allAuthenticatedUsers
 */
record Member(Kind kind, String value) {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9-]+\\.)+[a-z0-9-]+");
    private static final Pattern ANY = Pattern.compile("\\S+");

    enum Kind {
        ALL_USERS("allUsers", Pattern.compile(""), (value, caller) -> true),
        ALL_AUTHENTICATED_USERS("allAuthenticatedUsers", Pattern.compile(""), (value, caller) -> true),
        USER(
                "user:",
                EMAIL,
                (value, caller) -> !caller.isServiceAccount() && caller.email().equals(value)),
        SERVICE_ACCOUNT(
                "serviceAccount:",
                EMAIL,
                (value, caller) -> caller.isServiceAccount() && caller.email().equals(value)),
        GROUP("group:", EMAIL, (value, caller) -> caller.groups().contains(value)),
        DOMAIN(
                "domain:",
                Member.DOMAIN,
                (value, caller) -> caller.hostedDomain().filter(value::equals).isPresent()),
        PRINCIPAL("principal://", ANY, (value, caller) -> false),
        PRINCIPAL_SET("principalSet://", ANY, (value, caller) -> false),
        PROJECT_OWNER("projectOwner:", ANY, (value, caller) -> false),
        PROJECT_EDITOR("projectEditor:", ANY, (value, caller) -> false),
        PROJECT_VIEWER("projectViewer:", ANY, (value, caller) -> false),
        DELETED("deleted:", Pattern.compile("\\S+\\?uid=\\d+"), (value, caller) -> false);

        private final String prefix;
        private final Pattern form;
        private final BiPredicate<String, Principal> covers;

        Kind(String prefix, Pattern form, BiPredicate<String, Principal> covers) {
            this.prefix = prefix;
            this.form = form;
            this.covers = covers;
        }

        private boolean isAddress() {
            return this == USER || this == SERVICE_ACCOUNT || this == GROUP || this == DOMAIN;
        }
    }

    /** @throws ApiException INVALID_ARGUMENT if it is none of the forms there are */
    static Member parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix)) {
                String rest = text.substring(kind.prefix.length());
                Member member = new Member(kind, kind.isAddress() ? rest.toLowerCase(Locale.ROOT) : rest);
                if (kind.form.matcher(member.value).matches()) {
                    return member;
                }
            }
        }
        throw ApiException.invalid(
                "Invalid member '" + text + "': expected user:EMAIL, group:EMAIL, serviceAccount:EMAIL,"
                        + " domain:DOMAIN, allUsers, allAuthenticatedUsers, principal://... or principalSet://...");
    }

    boolean covers(Optional<? extends Principal> caller) {
        return kind == Kind.ALL_USERS
                || caller.filter(known -> kind.covers.test(value, known)).isPresent();
    }

    @Override
    public String toString() {
        return kind.prefix + value;
    }
}
