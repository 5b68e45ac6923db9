package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.compute.v1.SslCertificate;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.Link;
import dev.sallyport.deployment.Direction;
import dev.sallyport.failure.Rejected;
import dev.sallyport.request.ProvisionRequest.Certificate;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LabExtension.class)
class CertificateStageTest {
    private Lab lab;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
    }

    @Test
    void aSelfSignedCertificateIsUploaded() {
        StageResult result = run();
        SslCertificate uploaded = certificate(result);
        assertThat(uploaded.getName()).isEqualTo("my-cert");
        assertThat(uploaded.getType()).isEqualTo("SELF_MANAGED");
        assertThat(result.outputs()).containsEntry("sha256", ServedCertificate.digestOf(uploaded));
        assertThat(SelfSigned.isFor(
                        ((Certificate.SelfSigned) lab.request().certificate()).subject(),
                        ServedCertificate.of(uploaded)))
                .isTrue();
    }

    @Test
    void thePrivateKeyIsInNoOutput() {
        assertThat(run().outputs().toString()).doesNotContain("PRIVATE");
    }

    @Test
    void aSecondRunKeepsTheCertificate() {
        StageResult first = run();
        Set<String> operations = lab.operations();
        assertThat(run()).isEqualTo(first);
        assertThat(lab.operations()).isEqualTo(operations);
    }

    @Test
    void anotherSubjectGetsACertificateOfItsOwn() {
        StageResult first = run();
        lab.asking(
                request -> request.withObject("/certificate/selfSigned/subject").put("commonName", "Other"));
        StageResult second = run();
        assertThat(certificate(second).getName()).matches("my-cert-[0-9a-f]{8}");
        assertThat(ServedCertificate.of(certificate(second))
                        .getSubjectX500Principal()
                        .getName())
                .startsWith("CN=Other");
        assertThat(certificate(first).getName()).isEqualTo("my-cert");
        assertThat(run()).isEqualTo(second);
    }

    @Test
    void aCertificateThatEndsWithinAMonthGetsASuccessor() {
        StageResult first = run();
        lab.deployment().later(Duration.ofDays(334));
        assertThat(run()).isEqualTo(first);
        lab.deployment().later(Duration.ofDays(2));
        StageResult second = run();
        assertThat(certificate(second).getName()).matches("my-cert-[0-9a-f]{8}");
        assertThat(ServedCertificate.of(certificate(second)).getNotAfter())
                .isAfter(ServedCertificate.of(certificate(first)).getNotAfter());
        assertThat(run()).isEqualTo(second);
    }

    /** What it took the place of has been removed meanwhile, as the last stage does. */
    @Test
    void theSuccessorGetsOneUnderTheFirstNameAgain() throws Exception {
        run();
        lab.deployment().later(Duration.ofDays(336));
        String second = Link.name(run().outputs().get("certificate"));
        ByHand.await(lab.clients().sslCertificates().deleteAsync(lab.project(), "my-cert"));
        assertThat(PlanLines.of(lab.plan(Direction.PROVISION)))
                .noneMatch(line -> line.contains(" sslCertificates/my-cert"));

        lab.deployment().later(Duration.ofDays(336));

        assertThat(PlanLines.of(lab.plan(Direction.PROVISION)))
                .contains("-/+ sslCertificates/" + second + " by sslCertificates/my-cert");
        assertThat(certificate(run()).getName()).isEqualTo("my-cert");
    }

    /** Somebody has put one of theirs in the place of ours, with all that ours is known by. */
    @ParameterizedTest
    @CsvSource({"1024, SHA256withRSA, key", "2048, SHA1withRSA, signature"})
    void aWeakCertificateGetsASuccessor(int bits, String algorithm, String weak) throws Exception {
        SslCertificate ours = certificate(run());
        SslCertificate theirs = ours.toBuilder()
                .clearId()
                .clearSelfLink()
                .setSelfManaged(WeakCertificates.like(ServedCertificate.of(ours), bits, algorithm))
                .clearCertificate()
                .build();
        ByHand.await(lab.clients().sslCertificates().deleteAsync(lab.project(), ours.getName()));
        ByHand.await(lab.clients().sslCertificates().insertAsync(lab.project(), theirs));
        assertThat(CertificateWeakness.of(lab.clients().sslCertificates().get(lab.project(), ours.getName())))
                .extracting(FieldDifference::path)
                .containsExactly(weak);

        StageResult renewed = run();

        assertThat(certificate(renewed).getName()).matches("my-cert-[0-9a-f]{8}");
        assertThat(CertificateWeakness.of(certificate(renewed))).isEmpty();
        assertThat(run()).isEqualTo(renewed);
    }

    @Test
    void aCertificateForAFewDaysIsNotReplacedAtOnce() {
        lab.asking(request -> request.withObject("/certificate/selfSigned").put("validityDays", 7));
        assertThat(run()).isEqualTo(run());
    }

    @Test
    void aNamedCertificateIsUsedAsItIs() {
        StageResult made = run();
        lab.asking(request ->
                request.putObject("certificate").putObject("existing").put("name", "my-cert"));
        assertThat(run().outputs()).isEqualTo(made.outputs());
    }

    @Test
    void aNamedCertificateThatIsNotThereIsRejected() {
        lab.asking(request ->
                request.putObject("certificate").putObject("existing").put("name", "nowhere"));
        assertThatThrownBy(this::run).isInstanceOf(Rejected.class).hasMessageContaining("nowhere");
    }

    @Test
    void aGoogleManagedCertificateHasNoFixedDigest() {
        lab.asking(request -> request.putObject("certificate")
                .putObject("googleManaged")
                .put("name", "managed-cert")
                .putArray("domains")
                .add("app.example.com"));
        StageResult result = run();
        assertThat(result.outputs()).containsOnlyKeys("certificate");
        assertThat(certificate(result).getManaged().getDomainsList()).containsExactly("app.example.com");
    }

    private StageResult run() {
        return lab.run(CertificateStage.NAME);
    }

    private SslCertificate certificate(StageResult result) {
        return lab.clients()
                .sslCertificates()
                .get(lab.project(), Link.name(result.outputs().get("certificate")));
    }
}
