package dev.sallyport.launcher;

import dev.sallyport.finding.Controls;
import java.util.stream.Stream;

/** Breaks of every control there is. */
final class Breaks {
    private Breaks() {}

    /** In an order in which none gets in the way of another: the time is moved far by the last one alone. */
    static Stream<Break> all() {
        return Stream.of(
                        ReachabilityBreaks.all(),
                        AccessBreaks.all(),
                        ServiceBreaks.all(),
                        FrontEndBreaks.all(),
                        Stream.of(oldAge()))
                .flatMap(breaks -> breaks);
    }

    private static Break oldAge() {
        return Break.when("the certificate is not looked after", Hands::letTheCertificateGetOld)
                .violates(Controls.CERTIFICATE_EXPIRY, "sslCertificates/my-cert")
                .showing("daysLeftAtMost", "30")
                .repairedBy("certificate");
    }
}
