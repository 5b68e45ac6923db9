package dev.sallyport.compliance;

import com.google.cloud.compute.v1.SslCertificate;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import dev.sallyport.stages.CertificateLife;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How long the certificate is good for. It is told of when 30 days are left, 14, 7, and when it is over; one that is made for a
 * short time not before it is due.
 */
final class CertificateTerm implements Look {
    private static final int[] DAYS = {0, 7, 14, 30};

    @Override
    public List<Observation> at(Subject subject) {
        return subject.certificate().stream()
                .filter(certificate -> !certificate.hasManaged())
                .flatMap(certificate -> observation(certificate, subject.now()).stream())
                .toList();
    }

    private static Optional<Observation> observation(SslCertificate certificate, Instant now) {
        Instant end = OffsetDateTime.parse(certificate.getExpireTime()).toInstant();
        long left = Duration.between(now, end).toDays();
        Duration notice = CertificateLife.notice(certificate);
        OptionalInt within = IntStream.of(DAYS)
                .filter(days ->
                        !now.plus(shorter(Duration.ofDays(days), notice)).isBefore(end))
                .findFirst();
        return within.isEmpty()
                ? Optional.empty()
                : Optional.of(new Observation(
                        Controls.CERTIFICATE_EXPIRY,
                        "sslCertificates/" + certificate.getName(),
                        "the certificate is good until " + end + ", for " + Math.max(left, 0) + " more days",
                        Map.of("expires", end.toString(), "daysLeftAtMost", "" + within.getAsInt())));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
