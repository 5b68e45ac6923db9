package dev.sallyport.launcher;

import dev.sallyport.finding.Observation;
import dev.sallyport.local.watch.WayIn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Something that somebody careless does to the lab, and what a check is to make of it.
 *
 * @param told what somebody does, in words
 * @param control the one that is violated
 * @param subject how the finding's begins
 * @param evidence how names in the finding's begin, and what the value of one of them contains
 * @param opens the kinds of ways by which strangers may be served until it is mended
 * @param hands does it
 * @param mending by what it is put right
 */
record Break(
        String told,
        Consumer<Hands> hands,
        String control,
        String subject,
        Map<String, String> evidence,
        Set<Class<? extends WayIn>> opens,
        Mending mending) {

    /** Who puts it right. */
    sealed interface Mending {
        /** A stage, by the mode fix. */
        record ByStage(String stage) implements Mending {}

        /** A person: it is not Sallyport's. */
        record ByHand(Consumer<Hands> hands) implements Mending {}
    }

    /** Begins to tell of one, which {@link Draft#repairedBy} and {@link Draft#undoneBy} end. */
    static Draft when(String told, Consumer<Hands> hands) {
        return new Draft(told, hands);
    }

    boolean is(Observation seen) {
        return seen.control().equals(control)
                && seen.subject().startsWith(subject)
                && evidence.entrySet().stream().allMatch(wanted -> isShown(wanted.getKey(), wanted.getValue(), seen));
    }

    private static boolean isShown(String name, String value, Observation seen) {
        return seen.evidence().entrySet().stream()
                .anyMatch(shown ->
                        shown.getKey().startsWith(name) && shown.getValue().contains(value));
    }

    /** The stage that repairs it, if one does. */
    Optional<String> stage() {
        return mending instanceof Mending.ByStage byStage ? Optional.of(byStage.stage()) : Optional.empty();
    }

    @Override
    public String toString() {
        return control + ": " + told;
    }

    /** What is known of one so far. */
    static final class Draft {
        private final String told;
        private final Consumer<Hands> hands;
        private final Map<String, String> evidence = new LinkedHashMap<>();
        private String control = "";
        private String subject = "";
        private Set<Class<? extends WayIn>> opens = Set.of();

        private Draft(String told, Consumer<Hands> hands) {
            this.told = told;
            this.hands = hands;
        }

        Draft violates(String violated, String subjectOfFinding) {
            control = violated;
            subject = subjectOfFinding;
            return this;
        }

        Draft showing(String name, String value) {
            evidence.put(name, value);
            return this;
        }

        Draft letsStrangersIn(Set<Class<? extends WayIn>> ways) {
            opens = ways;
            return this;
        }

        Break repairedBy(String stage) {
            return mendedBy(new Mending.ByStage(stage));
        }

        Break undoneBy(Consumer<Hands> person) {
            return mendedBy(new Mending.ByHand(person));
        }

        private Break mendedBy(Mending mending) {
            return new Break(told, hands, control, subject, Map.copyOf(evidence), opens, mending);
        }
    }
}
