package dev.sallyport.intake;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.StageRecord;
import dev.sallyport.deployment.StageState;
import dev.sallyport.deployment.Unattended;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which of the stages that nobody holds are announced once more. Where many deployments are under way at once, most of those
 * stages wait for their turn with a message on its way, and each further message makes all of them wait longer. So a stage
 * that is ready is taken for overlooked only when nothing has come of its deployment for a while, and the same stage is
 * announced at longer and longer intervals.
 *
 * <p>What was announced is known to this instance of the function alone. Another one announces again, which is harmless.
 */
final class Reminders {
    private static final Duration UNTIL_OVERLOOKED = Duration.ofMinutes(5);
    private static final Duration FIRST_INTERVAL = Duration.ofMinutes(2);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(15);

    private final Map<Subject, Reminder> given = new HashMap<>();

    /** A stage as it lies still: once somebody has worked on it, it counts as another. */
    private record Subject(String deployment, long generation, StageName stage, long attempt) {}

    private record Reminder(Instant at, Duration interval) {
        boolean isStillGood(Instant now) {
            return at.plus(interval).isAfter(now);
        }

        Reminder again(Instant now) {
            Duration doubled = interval.multipliedBy(2);
            return new Reminder(now, doubled.compareTo(LONGEST_INTERVAL) < 0 ? doubled : LONGEST_INTERVAL);
        }
    }

    /** The stages that are to be announced now. */
    synchronized Set<StageName> due(Unattended found) {
        Set<StageName> due = new LinkedHashSet<>(found.stages());
        due.removeIf(stage -> mayBeOnItsWay(found, stage) || wasGiven(found, stage));
        return due;
    }

    /** These stages have been announced. */
    synchronized void given(Unattended found, Collection<StageName> stages) {
        stages.forEach(stage -> given.merge(
                subject(found, stage),
                new Reminder(found.now(), FIRST_INTERVAL),
                (before, first) -> before.again(found.now())));
    }

    /** What lies still no more is forgotten. */
    synchronized void keepOnly(Collection<Unattended> all) {
        Set<Subject> subjects = new LinkedHashSet<>();
        all.forEach(found -> found.stages().forEach(stage -> subjects.add(subject(found, stage))));
        given.keySet().retainAll(subjects);
    }

    /** A pause that is over by itself has told nobody. */
    private static boolean mayBeOnItsWay(Unattended found, StageName stage) {
        return record(found, stage).state() == StageState.READY
                && found.deployment().pause().isEmpty()
                && found.deployment().updated().plus(UNTIL_OVERLOOKED).isAfter(found.now());
    }

    private boolean wasGiven(Unattended found, StageName stage) {
        Reminder reminder = given.get(subject(found, stage));
        return reminder != null && reminder.isStillGood(found.now());
    }

    private static Subject subject(Unattended found, StageName stage) {
        return new Subject(
                found.deployment().name(),
                found.deployment().generation(),
                stage,
                record(found, stage).attempt());
    }

    private static StageRecord record(Unattended found, StageName stage) {
        return found.deployment().stage(stage);
    }
}
