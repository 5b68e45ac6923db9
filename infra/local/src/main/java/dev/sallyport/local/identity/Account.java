package dev.sallyport.local.identity;

import dev.sallyport.local.iam.Principal;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who can sign in: a person with a Google account, or a service account.
 *
 * @param email the address, lower case
 * @param id the numeric Google account id, in decimal
 * @param hostedDomain the organisation's domain, empty for consumer and service accounts
 * @param groups addresses of the groups it is a member of
 */
public record Account(String email, String id, Optional<String> hostedDomain, Set<String> groups)
        implements Principal {}
