package dev.sallyport.compliance;

import com.google.cloud.compute.v1.SslCertificate;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import dev.sallyport.stages.CertificateWeakness;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the certificate's key and signature are strong enough. */
final class CertificateStrength implements Look {
    @Override
    public List<Observation> at(Subject subject) {
        return subject.certificate().stream()
                .flatMap(certificate -> observation(certificate).stream())
                .toList();
    }

    private static Optional<Observation> observation(SslCertificate certificate) {
        List<FieldDifference> weak = CertificateWeakness.of(certificate);
        String subject = "sslCertificates/" + certificate.getName();
        return weak.isEmpty()
                ? Optional.empty()
                : Optional.of(new Observation(
                        Controls.CERTIFICATE_STRENGTH,
                        subject,
                        subject + " is weak: "
                                + weak.stream().map(FieldDifference::toString).collect(Collectors.joining("; ")),
                        weak.stream().collect(Collectors.toMap(FieldDifference::path, FieldDifference::values))));
    }
}
