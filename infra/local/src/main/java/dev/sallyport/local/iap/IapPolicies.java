package dev.sallyport.local.iap;

import com.google.cloud.iap.v1.IapSettings;
import dev.sallyport.local.identity.Account;
import java.time.Instant;
import java.util.Optional;

/**
 * What the data plane asks of IAP's policies. A backend service is named by its canonical IAP resource,
 * {@code projects/NUMBER/iap_web/compute/services/ID}, or with {@code compute-REGION} for a regional one.
 */
public interface IapPolicies {
    /** Whether the policy, or one above it, lets the visit pass: roles/iap.httpsResourceAccessor, conditions met. */
    boolean allows(String resource, Visit visit);

    /** The settings in force for the resource. */
    IapSettings settings(String resource);

    /**
     * One request at the door.
     *
     * @param account who asks; empty for a stranger, who passes only where allUsers may
     * @param host the request's host, as IAP compares it: lower case, no port
     * @param path the request's path without the query
     */
    record Visit(Optional<Account> account, String host, String path, Instant time) {}
}
