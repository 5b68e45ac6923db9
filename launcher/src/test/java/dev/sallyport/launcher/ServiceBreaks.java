package dev.sallyport.launcher;

import dev.sallyport.finding.Controls;
import java.util.stream.Stream;

/** What somebody careless does to the application, its VMs and the backend service before them. */
final class ServiceBreaks {
    private static final String SHUT_OUT = "firewalls/shut-out";

    private ServiceBreaks() {}

    static Stream<Break> all() {
        return Stream.of(
                Break.when("the backend service is made anew", Hands::makeBackendServiceAnew)
                        .violates(Controls.STALE_VMS, "instanceGroupManagers/my-managed-instance-group")
                        .showing("versions", "(expected: [{name: \"backend-service-")
                        .repairedBy("restart"),
                Break.when(
                                "logging is switched off",
                                hands -> hands.global("PATCH", Hands.SERVICE, "{'logConfig': {'enable': false}}"))
                        .violates(Controls.LOGGING, Hands.SERVICE)
                        .showing("logConfig.enable", "false (expected: true)")
                        .repairedBy("backend"),
                Break.when(
                                "a time-out is shortened",
                                hands -> hands.global("PATCH", Hands.SERVICE, "{'timeoutSec': 7}"))
                        .violates(Controls.DRIFT, Hands.SERVICE)
                        .showing("timeoutSec", "7 (expected: 30)")
                        .repairedBy("backend"),
                Break.when("the application believes every header", hands -> hands.runOnVms(CarelessApp.credulous()))
                        .violates(Controls.BAD_ASSERTIONS, "app-refuses-bad-assertions")
                        .showing("check", "app-refuses-bad-assertions")
                        .undoneBy(hands -> hands.runOnVms("")),
                Break.when("the application greets nobody any more", hands -> hands.runOnVms(CarelessApp.silent()))
                        .violates(Controls.LIVE_PROBE, "app-greets-the-admitted")
                        .showing("check", "app-greets-the-admitted")
                        .undoneBy(hands -> hands.runOnVms("")),
                Break.when("a rule keeps out health checks", ServiceBreaks::shutOut)
                        .violates(Controls.UNHEALTHY_BACK_ENDS, Hands.SERVICE)
                        .showing("instances/my-managed-instance-group-", "unhealthy at port 80, in us-central1-")
                        .undoneBy(hands -> hands.global("DELETE", SHUT_OUT, "")));
    }

    private static void shutOut(Hands hands) {
        hands.letHealthSettle();
        hands.global(
                "POST",
                "firewalls",
                "{'name': 'shut-out', 'priority': 10, 'denied': [{'IPProtocol': 'tcp'}],"
                        + " 'sourceRanges': ['130.211.0.0/22', '35.191.0.0/16']}");
    }
}
