package dev.sallyport.stages;

import com.google.cloud.compute.v1.SslCertificate;
import dev.sallyport.converge.FieldDifference;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What makes a certificate weak: a key that is too short, or a signature by a digest that is broken (NIST SP 800-131A
 * Rev. 2, sections 3 and 9).
 */
public final class CertificateWeakness {
    private static final int SHORTEST_RSA = 2048;
    private static final int SHORTEST_EC = 224;
    private static final Pattern BROKEN = Pattern.compile("(?i)(MD2|MD5|SHA-?1)(with.*)?");

    private CertificateWeakness() {}

    /**
     * What is weak about the certificate of a resource, and how it would be strong; nothing where Google makes it.
     *
     * @throws dev.sallyport.failure.Rejected if it cannot be read
     */
    public static List<FieldDifference> of(SslCertificate resource) {
        return resource.hasManaged() || !ServedCertificate.isIn(resource)
                ? List.of()
                : of(ServedCertificate.of(resource));
    }

    static List<FieldDifference> of(X509Certificate certificate) {
        List<FieldDifference> weak = new ArrayList<>();
        PublicKey key = certificate.getPublicKey();
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
            weak.add(tooShort("RSA", rsa.getModulus().bitLength(), SHORTEST_RSA));
        }
        if (key instanceof ECPublicKey curve && curve.getParams().getOrder().bitLength() < SHORTEST_EC) {
            weak.add(tooShort("EC", curve.getParams().getOrder().bitLength(), SHORTEST_EC));
        }
        if (BROKEN.matcher(certificate.getSigAlgName()).matches()) {
            weak.add(new FieldDifference("signature", certificate.getSigAlgName(), "SHA-256 or better"));
        }
        return List.copyOf(weak);
    }

    private static FieldDifference tooShort(String kind, int bits, int atLeast) {
        return new FieldDifference("key", kind + " of " + bits + " bits", atLeast + " bits or more");
    }
}
