package dev.sallyport.local.internet.balancer;

import com.linecorp.armeria.common.TlsKeyPair;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** A certificate with its key, and the host names it is for. */
record ServedCertificate(TlsKeyPair keyPair, Set<String> names) {
    private static final int DNS_NAME = 2;

    /** @throws IllegalArgumentException if one of the texts is not what it should be; it quotes neither */
    static ServedCertificate of(String chainPem, String keyPem) {
        List<X509Certificate> chain = chain(chainPem);
        return new ServedCertificate(TlsKeyPair.of(key(keyPem), chain), names(chain.get(0)));
    }

    boolean isFor(String hostname) {
        String host = hostname.toLowerCase(Locale.ROOT);
        int dot = host.indexOf('.');
        return names.contains(host) || dot > 0 && names.contains("*" + host.substring(dot));
    }

    private static List<X509Certificate> chain(String pem) {
        try {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (chain.isEmpty()) {
                throw new IllegalArgumentException("certificate: empty (expected: a chain in PEM)");
            }
            return chain;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("certificate: unreadable (expected: a chain in PEM)", e);
        }
    }

    /** Reads PKCS #8 and the older forms, which openssl may precede with the curve's parameters. */
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
        } catch (IOException | GeneralSecurityException e) {
            // Without the cause: what it says may quote the key.
        }
        throw new IllegalArgumentException("private key: unreadable (expected: an unencrypted key in PEM)");
    }

    private static PrivateKey key(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
        boolean elliptic = info.getPrivateKeyAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey);
        return KeyFactory.getInstance(elliptic ? "EC" : "RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    private static Set<String> names(X509Certificate leaf) {
        try {
            Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
            Stream<String> names = alternatives == null
                    ? commonNames(leaf)
                    : alternatives.stream()
                            .filter(name -> name.get(0).equals(DNS_NAME))
                            .map(name -> (String) name.get(1));
            return names.map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        } catch (CertificateParsingException e) {
            throw new IllegalArgumentException("certificate: unreadable alternative names", e);
        }
    }

    private static Stream<String> commonNames(X509Certificate leaf) {
        try {
            return Stream.of(new JcaX509CertificateHolder(leaf).getSubject().getRDNs(BCStyle.CN))
                    .map(name -> IETFUtils.valueToString(name.getFirst().getValue()));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("certificate: unreadable subject", e);
        }
    }
}
