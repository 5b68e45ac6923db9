package dev.sallyport.launcher;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Phase;
import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Finding;
import dev.sallyport.launcher.progress.Durations;
import dev.sallyport.launcher.report.Consequences;
import dev.sallyport.launcher.report.Steps;
import dev.sallyport.local.watch.ExposureWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Breaks a protected application while strangers try to get in, and shows how that is found and repaired. */
final class Breakage {
    private final OwnHouse house;
    private final Rechecks rechecks;
    private final Steps steps;

    Breakage(OwnHouse house, Rechecks rechecks, Steps steps) {
        this.house = house;
        this.rechecks = rechecks;
        this.steps = steps;
    }

    /**
     * @throws NotShown if it is not found, or not repaired
     */
    void show(Mishap mishap) {
        steps.begin(mishap.told());
        try (ExposureWatch watch = house.watchExposure()) {
            Instant broken = house.time().instant();
            mishap.happen();
            found(mishap, broken);
            Instant mended = repaired(mishap, broken);
            new Consequences(watch.end(), mishap.opens(), broken, mended).print(steps);
        }
    }

    private void found(Mishap mishap, Instant broken) {
        Finding found = rechecks.await(
                known -> Stream.concat(known.open().stream(), known.closed().stream())
                        .filter(finding -> isOf(mishap, finding, broken))
                        .findFirst(),
                mishap.told() + ": was not found by the control " + mishap.control());
        steps.right("found after " + since(broken, found.opened()) + ": " + mishap.control() + ", " + found.severity()
                + ": " + found.last().seen());
    }

    /** Returns when the stage that mended it had done so, which is before all of it is proven again. */
    private Instant repaired(Mishap mishap, Instant broken) {
        Finding repaired = rechecks.await(
                known -> repaired(known, mishap, broken),
                mishap.told() + ": was not repaired, or is not proven to be,");
        StageName stage = Controls.get(mishap.control()).stage().orElseThrow();
        Instant mended =
                house.deployment(rechecks.deployment()).stage(stage).finished().orElseThrow();
        steps.right("repaired by the stage " + stage + " after " + since(broken, mended)
                + ", and proven again and seen no more after "
                + since(broken, repaired.closed().orElseThrow()));
        return mended;
    }

    private Optional<Finding> repaired(Compliance known, Mishap mishap, Instant broken) {
        return known.closed().stream()
                .filter(finding -> isOf(mishap, finding, broken))
                .filter(finding -> finding.timeToRepair().isPresent())
                .filter(finding -> known.open().isEmpty() && isProtected())
                .findFirst();
    }

    private boolean isProtected() {
        return house.deployments()
                .find(rechecks.deployment())
                .map(Deployment::phase)
                .filter(Phase.PROTECTED::equals)
                .isPresent();
    }

    private static boolean isOf(Mishap mishap, Finding finding, Instant broken) {
        return mishap.is(finding) && !finding.opened().isBefore(broken);
    }

    private static String since(Instant broken, Instant at) {
        return Durations.readable(Duration.between(broken, at));
    }
}
