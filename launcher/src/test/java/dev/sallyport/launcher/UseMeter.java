package dev.sallyport.launcher;

import dev.sallyport.launcher.CostSheet.Use;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What costs something of all that is asked of Sallyport, one after the other, in a cloud where nothing is yet. */
final class UseMeter {
    /** What is remembered from one scheduled check is forgotten before the next. */
    private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(10);

    private final StepwiseCloud cloud;
    private final Map<String, Use> seen = new LinkedHashMap<>();

    private UseMeter(StepwiseCloud cloud) {
        this.cloud = cloud;
    }

    /** By the names that {@code infra/cost.yaml} has for it; afterwards the lab is protected, and alone again. */
    static Map<String, Use> measure(StepwiseCloud cloud) {
        UseMeter meter = new UseMeter(cloud);
        meter.asked();
        meter.checked();
        return meter.seen;
    }

    private void asked() {
        measure("provision", () -> cloud.ask(Lab.request()));
        measure("repair", () -> cloud.ask(Lab.of("lab", "repair")));
        measure("recheck", () -> cloud.ask(Lab.of("lab", "recheck")));
        measure("sweep", () -> cloud.tick("sweep"));
        measure("change", () -> cloud.audited("firewalls/allow-iap-traffic"));
        measure("entry", () -> cloud.audited("disks/somebody-elses"));
    }

    /** All that a tick leads to is the project's check, but for one run and the query that it begins with. */
    private void checked() {
        Use check = Use.of(1, tick()).plus(Use.ofReads(-1));
        seen.put("schedule", new Use(1, 0, 0, 0, 0, 0));
        seen.put("check", check);
        cloud.ask(Lab.second());
        // The further deployment is a second document in two answers, which are no calls of their own; and the query's
        // two
        // are the schedule's.
        Use both = Use.of(1, tick()).plus(Use.ofReads(2 - 2));
        seen.put("further", both.plus(check.times(-1)));
        cloud.ask(Lab.of("second", "destroy"));
    }

    private List<ObservedCall> tick() {
        cloud.advance(BETWEEN_CHECKS);
        return callsOf(() -> cloud.tick("compliance"));
    }

    private void measure(String what, Runnable work) {
        int runs = cloud.runs();
        List<ObservedCall> calls = callsOf(work);
        seen.put(what, Use.of(cloud.runs() - runs, calls));
    }

    private List<ObservedCall> callsOf(Runnable work) {
        int before = cloud.calls().size();
        work.run();
        List<ObservedCall> calls = cloud.calls();
        return calls.subList(before, calls.size());
    }
}
