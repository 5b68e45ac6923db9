package dev.sallyport.local.compute;

import java.util.Map;

/** Certificates that Google issues and renews, as their issuer writes them. A certificate that is gone is passed over. */
public interface ManagedCertificates {
    /** Why the certificate is not issued yet: a status for each of its domains, such as FAILED_NOT_VISIBLE. */
    void unissued(String link, Map<String, String> domainStatus);

    /** The certificate is issued for all its domains. */
    void issued(String link, String chainPem, String keyPem);
}
