package dev.sallyport.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What one check of all deployments took.
 *
 * @param deployments how many were checked
 * @param seconds from the tick to the end of the check
 * @param processorSeconds of the local cloud with the functions in it
 * @param used what the local cloud counted meanwhile
 * @param residentMebibytes of the local cloud afterwards
 */
record CheckFigures(int deployments, double seconds, double processorSeconds, Bill used, long residentMebibytes) {
    private static final String COMPUTE = "compute ";
    private static final int TOO_MANY_COMPUTE_CALLS = 60;
    private static final int MOST_READS = 5;
    private static final int MOST_SECONDS = 60;
    private static final int PROCESSORS = 2;

    long computeCalls() {
        return used.calls("compute");
    }

    /** Such as {@code firewalls.list 2, urlMaps.list 2}. */
    String computeMethods() {
        return used.calls().entrySet().stream()
                .filter(call -> call.getKey().startsWith(COMPUTE))
                .map(call -> call.getKey().substring(COMPUTE.length()) + " " + call.getValue())
                .collect(Collectors.joining(", "));
    }

    private long healthCalls() {
        return used.calls().getOrDefault(COMPUTE + "backendServices.getHealth", 0L);
    }

    double readsEach() {
        return (double) used.documents().getOrDefault("read", 0L) / deployments;
    }

    /** What is more than a check of a thousand deployments may take, in words. */
    List<String> excesses() {
        List<String> excesses = new ArrayList<>();
        if (computeCalls() >= TOO_MANY_COMPUTE_CALLS) {
            excesses.add(computeCalls() + " Compute calls (expected: fewer than " + TOO_MANY_COMPUTE_CALLS + ")");
        }
        if (readsEach() > MOST_READS) {
            excesses.add(String.format(
                    Locale.ROOT, "%.2f documents read for each (expected: at most %d)", readsEach(), MOST_READS));
        }
        if (processorSeconds >= MOST_SECONDS * PROCESSORS) {
            excesses.add(String.format(
                    Locale.ROOT,
                    "%.1f seconds of a processor (expected: fewer than %d processors have in %d s)",
                    processorSeconds,
                    PROCESSORS,
                    MOST_SECONDS));
        }
        return excesses;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "checked in %.1f s, processor time %.1f s: %d Compute calls, %d of them for health; for each deployment %.2f"
                        + " documents read, %.2f written, %.2f calls of IAP; %d MiB resident",
                seconds,
                processorSeconds,
                computeCalls(),
                healthCalls(),
                readsEach(),
                (double) used.documents().getOrDefault("written", 0L) / deployments,
                (double) used.calls("iap") / deployments,
                residentMebibytes);
    }
}
