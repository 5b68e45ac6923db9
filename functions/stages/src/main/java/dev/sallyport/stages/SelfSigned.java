package dev.sallyport.stages;

import dev.sallyport.converge.FieldDifference;
import dev.sallyport.request.ProvisionRequest.Subject;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A fresh RSA-2048 key with a certificate that it signed itself, both in PEM. There is one place where the key is
 * needed, the upload; whoever holds this lets go of it there.
 */
final class SelfSigned {
    private final String certificate;
    private final String privateKey;

    private SelfSigned(String certificate, String privateKey) {
        this.certificate = certificate;
        this.privateKey = privateKey;
    }

    /** Makes a key, a signing request with it, and from the request the certificate. */
    static SelfSigned issue(Subject subject, int validityDays, Instant from) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair key = generator.generateKeyPair();
            ContentSigner signer = new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate());
            PKCS10CertificationRequest request = signingRequest(subject, key, signer);
            return new SelfSigned(
                    pem(signed(request, validityDays, from, signer)),
                    pem(new JcaPKCS8Generator(key.getPrivate(), null)));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("this Java platform can't make RSA certificates", e);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    /** Whether a certificate has this subject. */
    static boolean isFor(Subject subject, X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                .equals(nameOf(subject));
    }

    /** How a certificate's subject differs from this one. */
    static FieldDifference subjectDifference(X509Certificate certificate, Subject subject) {
        X500Name there =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        return new FieldDifference("subject", there.toString(), nameOf(subject).toString());
    }

    /** Whether it is time for another. */
    static boolean isDue(X509Certificate certificate, Instant now) {
        return now.plus(CertificateLife.notice(certificate))
                .isAfter(certificate.getNotAfter().toInstant());
    }

    String certificate() {
        return certificate;
    }

    String privateKey() {
        return privateKey;
    }

    private static PKCS10CertificationRequest signingRequest(Subject subject, KeyPair key, ContentSigner signer)
            throws IOException {
        return new JcaPKCS10CertificationRequestBuilder(nameOf(subject), key.getPublic())
                .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions())
                .build(signer);
    }

    private static Object signed(
            PKCS10CertificationRequest request, int validityDays, Instant from, ContentSigner signer)
            throws IOException {
        X509v3CertificateBuilder certificate = new X509v3CertificateBuilder(
                request.getSubject(),
                new BigInteger(159, new SecureRandom()).setBit(0),
                Date.from(from),
                Date.from(from.plus(Duration.ofDays(validityDays))),
                request.getSubject(),
                request.getSubjectPublicKeyInfo());
        Extensions requested = request.getRequestedExtensions();
        for (var id : requested.getExtensionOIDs()) {
            certificate.addExtension(requested.getExtension(id));
        }
        return certificate.build(signer);
    }

    private static Extensions extensions() throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, false, new BasicConstraints(false));
        extensions.addExtension(
                Extension.keyUsage,
                false,
                new KeyUsage(KeyUsage.nonRepudiation | KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        return extensions.generate();
    }

    /** Members the request leaves empty are left out of the name. */
    private static X500Name nameOf(Subject subject) {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        add(name, BCStyle.C, subject.country());
        add(name, BCStyle.ST, subject.state());
        add(name, BCStyle.L, subject.locality());
        add(name, BCStyle.O, subject.organization());
        add(name, BCStyle.OU, subject.organizationalUnit());
        add(name, BCStyle.CN, subject.commonName());
        return name.build();
    }

    private static void add(X500NameBuilder name, ASN1ObjectIdentifier attribute, String value) {
        if (!value.isBlank()) {
            name.addRDN(attribute, value);
        }
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
