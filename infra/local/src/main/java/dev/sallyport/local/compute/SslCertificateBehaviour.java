package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.SslCertificate;
import com.google.cloud.compute.v1.SslCertificateManagedSslCertificate;
import com.google.cloud.compute.v1.SslCertificateSelfManagedSslCertificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * SSL certificates: uploaded ones, whose key is kept and never shown, and managed ones, which are provisioning until they
 * are issued.
 *
 * @see <a href="https://cloud.google.com/load-balancing/docs/ssl-certificates/google-managed-certs">Use Google-managed SSL
 *     certificates</a>
 */
final class SslCertificateBehaviour extends Behaviour<SslCertificate> {
    SslCertificateBehaviour() {
        super("sslCertificates", SslCertificate.class);
    }

    @Override
    Set<String> outputOnly() {
        return Set.of("expire_time", "subject_alternative_names");
    }

    @Override
    SslCertificate complete(
            Transaction transaction, Link link, SslCertificate wanted, Optional<SslCertificate> before) {
        return wanted.hasManaged() || wanted.getType().equals("MANAGED") ? managed(wanted) : selfManaged(wanted);
    }

    private static SslCertificate managed(SslCertificate wanted) {
        SslCertificateManagedSslCertificate.Builder managed = wanted.getManaged().toBuilder();
        if (managed.getDomainsCount() == 0) {
            throw Refusals.requiredField("resource.managed.domains");
        }
        List<String> domains = managed.getDomainsList().stream()
                .map(domain -> domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain)
                .toList();
        managed.clearDomains().addAllDomains(domains).setStatus("PROVISIONING").clearDomainStatus();
        domains.forEach(domain -> managed.putDomainStatus(domain, "PROVISIONING"));
        return wanted.toBuilder().setType("MANAGED").setManaged(managed).build();
    }

    static SslCertificate unissued(SslCertificate certificate, Map<String, String> domainStatus) {
        return certificate.toBuilder()
                .setManaged(certificate.getManaged().toBuilder()
                        .setStatus("PROVISIONING")
                        .putAllDomainStatus(domainStatus))
                .build();
    }

    static SslCertificate issued(SslCertificate certificate, String chainPem, String keyPem) {
        UploadedCertificate issued = UploadedCertificate.parse(chainPem, keyPem);
        SslCertificateManagedSslCertificate.Builder managed =
                certificate.getManaged().toBuilder().setStatus("ACTIVE");
        managed.getDomainsList().forEach(domain -> managed.putDomainStatus(domain, "ACTIVE"));
        return certificate.toBuilder()
                .setManaged(managed)
                .setCertificate(chainPem)
                .setPrivateKey(keyPem)
                .setExpireTime(Timestamps.of(issued.expires()))
                .clearSubjectAlternativeNames()
                .addAllSubjectAlternativeNames(issued.alternativeNames())
                .build();
    }

    private static SslCertificate selfManaged(SslCertificate wanted) {
        boolean nested = wanted.hasSelfManaged() && wanted.getSelfManaged().hasPrivateKey();
        String pem = wanted.hasCertificate()
                ? wanted.getCertificate()
                : wanted.getSelfManaged().getCertificate();
        String key = nested ? wanted.getSelfManaged().getPrivateKey() : wanted.getPrivateKey();
        UploadedCertificate uploaded = UploadedCertificate.parse(pem, key);
        return wanted.toBuilder()
                .setType("SELF_MANAGED")
                .setCertificate(pem)
                .setPrivateKey(key)
                .setSelfManaged(
                        SslCertificateSelfManagedSslCertificate.newBuilder().setCertificate(pem))
                .setExpireTime(Timestamps.of(uploaded.expires()))
                .clearSubjectAlternativeNames()
                .addAllSubjectAlternativeNames(uploaded.alternativeNames())
                .build();
    }

    @Override
    SslCertificate shown(Transaction transaction, Link link, SslCertificate stored) {
        return stored.toBuilder().clearPrivateKey().build();
    }
}
