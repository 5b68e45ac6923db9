package dev.sallyport.local.internet.google;

import com.linecorp.armeria.common.TlsKeyPair;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues the certificates of Google's hosts. Made anew in every run, so that trusting it says nothing about the next; its
 * key leaves this object as little as Google's would.
 */
final class CertificateAuthority {
    private static final Duration LIFE = Duration.ofDays(30);
    /** Clients whose clocks are a little behind must not find the certificate too young. */
    private static final Duration BACKDATED = Duration.ofDays(1);

    private static final X500Principal NAME = new X500Principal("CN=Local Cloud CA, O=Local Cloud");

    private final SecureRandom random = new SecureRandom();
    private final KeyPair keys = newKeys();
    private final Instant now;
    private final X509Certificate certificate;

    /** @param now real time: browsers judge the certificates by it */
    CertificateAuthority(Instant now) {
        this.now = now;
        certificate = sign(builder(NAME, keys, new Use(true, KeyUsage.keyCertSign, null)));
    }

    X509Certificate certificate() {
        return certificate;
    }

    String certificatePem() {
        StringWriter pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(certificate);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write a certificate", e);
        }
        return pem.toString();
    }

    /** @param hostnames one at least; the first is the common name, too */
    TlsKeyPair issue(List<String> hostnames) {
        KeyPair pair = newKeys();
        GeneralNames names = new GeneralNames(hostnames.stream()
                .map(hostname -> new GeneralName(GeneralName.dNSName, hostname))
                .toArray(GeneralName[]::new));
        X509Certificate leaf = sign(builder(
                new X500Principal("CN=" + hostnames.get(0)), pair, new Use(false, KeyUsage.digitalSignature, names)));
        return TlsKeyPair.of(pair.getPrivate(), leaf, certificate);
    }

    private X509v3CertificateBuilder builder(X500Principal subject, KeyPair pair, Use use) {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                NAME,
                new BigInteger(120, random),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(LIFE)),
                subject,
                pair.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(use.authority));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(use.keyUsage));
            if (use.names != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, use.names);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot encode a certificate extension", e);
        }
        return builder;
    }

    private X509Certificate sign(X509v3CertificateBuilder builder) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (OperatorCreationException | CertificateException e) {
            throw new IllegalStateException("cannot sign a certificate", e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }

    /** What a certificate is for; {@code names} is null for the authority's own. */
    private record Use(boolean authority, int keyUsage, GeneralNames names) {}
}
