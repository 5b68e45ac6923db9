package dev.sallyport.local.internet;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A self-signed certificate and its key in PEM. */
record TestCertificate(X509Certificate certificate, String certificatePem, String keyPem) {
    /** With an elliptic key in PKCS #8. */
    static TestCertificate selfSigned(String commonName) {
        return selfSigned(commonName, "EC", 256, "SHA256withECDSA");
    }

    /** With an RSA key, which is written in the form that openssl calls traditional. */
    static TestCertificate selfSignedRsa(String commonName) {
        return selfSigned(commonName, "RSA", 2048, "SHA256withRSA");
    }

    private static TestCertificate selfSigned(String commonName, String algorithm, int size, String signature) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            KeyPair keys = generator.generateKeyPair();
            X500Principal name = new X500Principal("CN=" + commonName);
            Instant now = Instant.now();
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(new JcaX509v3CertificateBuilder(
                                    name,
                                    BigInteger.valueOf(now.toEpochMilli()),
                                    Date.from(now.minus(Duration.ofDays(1))),
                                    Date.from(now.plus(Duration.ofDays(365))),
                                    name,
                                    keys.getPublic())
                            .build(new JcaContentSignerBuilder(signature).build(keys.getPrivate())));
            return new TestCertificate(certificate, pem(certificate), keyPem(keys.getPrivate()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String keyPem(PrivateKey key) throws IOException {
        return key.getAlgorithm().equals("RSA") ? pem(key) : pem(new PemObject("PRIVATE KEY", key.getEncoded()));
    }

    private static String pem(Object object) throws IOException {
        StringWriter pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(object);
        }
        return pem.toString();
    }
}
