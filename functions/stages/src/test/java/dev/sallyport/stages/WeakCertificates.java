package dev.sallyport.stages;

import com.google.cloud.compute.v1.SslCertificateSelfManagedSslCertificate;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates as nobody should make them any more. */
final class WeakCertificates {
    private WeakCertificates() {}

    /** One of the same subject and time as another, by an RSA key of so many bits. */
    static SslCertificateSelfManagedSslCertificate like(X509Certificate other, int bits, String algorithm)
            throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        KeyPair key = generator.generateKeyPair();
        X500Name name = X500Name.getInstance(other.getSubjectX500Principal().getEncoded());
        Object certificate = new JcaX509v3CertificateBuilder(
                        name, BigInteger.TEN, other.getNotBefore(), other.getNotAfter(), name, key.getPublic())
                .build(new JcaContentSignerBuilder(algorithm).build(key.getPrivate()));
        return SslCertificateSelfManagedSslCertificate.newBuilder()
                .setCertificate(pem(certificate))
                .setPrivateKey(pem(new JcaPKCS8Generator(key.getPrivate(), null)))
                .build();
    }

    private static String pem(Object object) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
