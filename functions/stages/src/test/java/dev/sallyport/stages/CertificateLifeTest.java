package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.SslCertificate;
import dev.sallyport.request.ProvisionRequest.Subject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateLifeTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Subject SUBJECT = new Subject("US", "CA", "Mountain View", "Cloud", "Example", "Test");

    @ParameterizedTest
    @CsvSource({"3650, P30D", "90, P30D", "9, P3D", "1, PT8H"})
    void noticeIsAMonthOrAThirdOfItIfThatIsLess(int days, Duration notice) {
        SelfSigned issued = SelfSigned.issue(SUBJECT, days, NOW);

        assertThat(CertificateLife.notice(SslCertificate.newBuilder()
                        .setCertificate(issued.certificate())
                        .build()))
                .isEqualTo(notice);
    }
}
