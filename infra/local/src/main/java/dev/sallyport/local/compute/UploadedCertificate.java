package dev.sallyport.local.compute;

import dev.sallyport.local.api.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/**
 * What can be read off an uploaded certificate.
 *
 * @param alternativeNames DNS names and IP addresses
 */
record UploadedCertificate(Instant expires, List<String> alternativeNames) {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    /** @throws ApiException if the certificate or key cannot be read, or one does not belong to the other */
    static UploadedCertificate parse(String certificatePem, String keyPem) {
        X509Certificate leaf = leaf(certificatePem);
        if (!belongTogether(leaf, key(keyPem))) {
            throw ApiException.failedPrecondition(
                    "sslCertificatePrivateKeyMismatch", "The SSL certificate and private key do not match.");
        }
        return new UploadedCertificate(leaf.getNotAfter().toInstant(), alternativeNames(leaf));
    }

    private static X509Certificate leaf(String pem) {
        try {
            Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            return (X509Certificate) chain.stream().findFirst().orElseThrow(UploadedCertificate::badCertificate);
        } catch (CertificateException e) {
            throw badCertificate();
        }
    }

    private static ApiException badCertificate() {
        return ApiException.failedPrecondition(
                "sslCertificateCouldNotParseCert", "The SSL certificate could not be parsed.");
    }

    private static PrivateKey key(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object read = parser.readObject(); read != null; read = parser.readObject()) {
                if (read instanceof PEMKeyPair pair) {
                    return key(pair.getPrivateKeyInfo());
                }
                if (read instanceof PrivateKeyInfo info) {
                    return key(info);
                }
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // The cause may quote the key: it goes no further.
        }
        throw ApiException.failedPrecondition("sslCertificateCouldNotParseKey", "The SSL key could not be parsed.");
    }

    private static PrivateKey key(PrivateKeyInfo info) throws GeneralSecurityException, IOException {
        boolean rsa = info.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption);
        return KeyFactory.getInstance(rsa ? "RSA" : "EC").generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        byte[] probe = certificate.getSerialNumber().toByteArray();
        String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(probe);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(probe);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static List<String> alternativeNames(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of()).stream()
                    .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
