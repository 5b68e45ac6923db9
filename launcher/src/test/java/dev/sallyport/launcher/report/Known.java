package dev.sallyport.launcher.report;

import dev.sallyport.finding.CheckedDay;
import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.Finding;
import dev.sallyport.finding.Mute;
import dev.sallyport.finding.Observation;
import dev.sallyport.finding.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What re-checks know, in examples. */
final class Known {
    static final Instant MORNING = Instant.parse("2026-11-23T08:00:00Z");
    static final String HOSTILE = "<script>alert('&\"')</script>";

    private Known() {}

    /** One finding open and one repaired; what others can have written into it is hostile. */
    static Compliance broken() {
        return new Compliance(
                "lab",
                "lab-project",
                3,
                Optional.of(MORNING.plusSeconds(90)),
                List.of(finding(
                        new Observation(
                                "firewall-open",
                                "firewalls/" + HOSTILE,
                                "the rule " + HOSTILE + " opens tcp:80 to 0.0.0.0/0",
                                Map.of("sourceRanges", "0.0.0.0/0", "description", HOSTILE)),
                        Severity.CRITICAL,
                        Optional.empty(),
                        List.of())),
                List.of(finding(
                        new Observation(
                                "iap-on",
                                "backendServices/my-backend-service",
                                "IAP is off",
                                Map.of("iap.enabled", "false")),
                        Severity.CRITICAL,
                        Optional.of(MORNING.plusSeconds(12)),
                        List.of(MORNING.plusSeconds(1)))),
                List.of(),
                List.of(new Mute("external-address", "user:" + HOSTILE, "a reason " + HOSTILE, MORNING.plusSeconds(9))),
                List.of(
                        new CheckedDay(LocalDate.parse("2026-11-21"), 288, 288, 0),
                        new CheckedDay(LocalDate.parse("2026-11-22"), 288, 280, 3),
                        new CheckedDay(LocalDate.parse("2026-11-23"), 96, 95, 1)));
    }

    static Compliance healthy() {
        return new Compliance(
                "second",
                "lab-project",
                1,
                Optional.of(MORNING),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new CheckedDay(LocalDate.parse("2026-11-23"), 96, 96, 0)));
    }

    private static Finding finding(
            Observation seen, Severity severity, Optional<Instant> closed, List<Instant> repairs) {
        return new Finding(seen, severity, MORNING, MORNING, MORNING, closed, repairs, true, false);
    }
}
