package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.SslCertificate;
import dev.sallyport.request.ProvisionRequest.Subject;
import java.io.StringReader;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.junit.jupiter.api.Test;

class SelfSignedTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Subject SUBJECT = new Subject("US", "CA", "Mountain View", "Cloud", "Example", "Test");
    private final SelfSigned issued = SelfSigned.issue(SUBJECT, 365, NOW);
    private final X509Certificate certificate = ServedCertificate.of(
            SslCertificate.newBuilder().setCertificate(issued.certificate()).build());

    @Test
    void theSubjectIsInTheOrderOfSigningRequests() {
        assertThat(certificate.getSubjectX500Principal().getName())
                .isEqualTo("CN=Test,OU=Example,O=Cloud,L=Mountain View,ST=CA,C=US");
        assertThat(certificate.getIssuerX500Principal()).isEqualTo(certificate.getSubjectX500Principal());
    }

    @Test
    void itIsValidForTheDaysAskedFor() {
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW);
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(365)));
    }

    @Test
    void theKeyIsRsa2048AndItsOwnSigner() throws Exception {
        assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
                .isEqualTo(2048);
        certificate.verify(certificate.getPublicKey());
    }

    @Test
    void itIsNoAuthorityAndSaysWhatItsKeyIsFor() {
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getExtensionValue("2.5.29.19")).isNotNull();
        assertThat(certificate.getKeyUsage()).startsWith(true, true, true, false, false, false, false);
    }

    @Test
    void thePrivateKeyBelongsToTheCertificate() throws Exception {
        PrivateKey key;
        try (PEMParser parser = new PEMParser(new StringReader(issued.privateKey()))) {
            key = new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
        }
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(new byte[] {1, 2, 3});
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update(new byte[] {1, 2, 3});
        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void twoAreNeverTheSame() {
        assertThat(SelfSigned.issue(SUBJECT, 365, NOW).certificate()).isNotEqualTo(issued.certificate());
    }

    @Test
    void itIsKnownByItsSubject() {
        assertThat(SelfSigned.isFor(SUBJECT, certificate)).isTrue();
        Subject other = new Subject("US", "CA", "Mountain View", "Cloud", "Example", "Other");
        assertThat(SelfSigned.isFor(other, certificate)).isFalse();
    }
}
