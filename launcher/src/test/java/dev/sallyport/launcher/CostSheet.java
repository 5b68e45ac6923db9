package dev.sallyport.launcher;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sallyport.local.functions.CronSchedule;
import dev.sallyport.local.functions.FunctionSpec;
import dev.sallyport.local.functions.FunctionsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a month costs is computed from this: {@code infra/cost.yaml}. */
record CostSheet(
        Prices prices,
        Map<String, Integer> workload,
        int deployments,
        int perProject,
        Map<String, Use> measured,
        @JsonProperty("seconds") Times times) {
    private static final FunctionsFile LIST = FunctionsFile.read(Checkout.root().resolve("infra/functions.yaml"));
    private static final Duration MONTH = Duration.ofDays(30);
    private static final double KIB_IN_TIB = 1L << 30;
    private static final double KIB_IN_GIB = 1 << 20;
    private static final double MEMORY_GIB = 0.5;

    /** Prices in dollars. */
    record Prices(
            String date,
            String region,
            String currency,
            double vcpuSecond,
            double gibSecond,
            double millionRequests,
            double pubsubTib,
            double reads100k,
            double writes100k,
            double deletes100k,
            double schedulerJob,
            double loggingGib) {}

    /**
     * How often what was used.
     *
     * @param reads documents read
     * @param writes documents written
     * @param calls of Google's other APIs
     * @param changes those of them that change something, each of which makes an entry in the audit log
     */
    record Use(double requests, double messages, double reads, double writes, double calls, double changes) {
        static final Use NOTHING = new Use(0, 0, 0, 0, 0, 0);

        private static final Pattern LOOKS =
                Pattern.compile(".*\\.((aggregatedL|[Ll])ist.*|wait|get.*|Get.*|Access.*|SignJwt|test.*|Test.*)");

        static Use of(double requests, Collection<ObservedCall> calls) {
            List<ObservedCall> others =
                    calls.stream().filter(call -> !isOwn(call.service())).toList();
            // A check enters what it found in one document, and reads the deployment's beside it.
            long entered = calls.stream()
                    .filter(call -> call.function().equals("compliance-check"))
                    .filter(call -> call.method().equals("Firestore.Commit"))
                    .count();
            return new Use(
                    requests,
                    count(calls, "Publisher.Publish"),
                    count(calls, "Firestore.BatchGetDocuments")
                            + count(calls, "Firestore.GetDocument")
                            + count(calls, "Firestore.RunQuery")
                            + entered,
                    2 * count(calls, "Firestore.Commit") + count(calls, "Firestore.CreateDocument") - entered,
                    others.size(),
                    others.stream()
                            .filter(call -> !LOOKS.matcher(call.method()).matches())
                            .count());
        }

        static Use ofReads(double documents) {
            return new Use(0, 0, documents, 0, 0, 0);
        }

        Use plus(Use other) {
            return new Use(
                    requests + other.requests,
                    messages + other.messages,
                    reads + other.reads,
                    writes + other.writes,
                    calls + other.calls,
                    changes + other.changes);
        }

        Use times(double factor) {
            return new Use(
                    requests * factor,
                    messages * factor,
                    reads * factor,
                    writes * factor,
                    calls * factor,
                    changes * factor);
        }

        private static boolean isOwn(String service) {
            return service.equals("firestore") || service.equals("pubsub");
        }

        private static long count(Collection<ObservedCall> calls, String method) {
            return calls.stream().filter(call -> call.method().equals(method)).count();
        }
    }

    /** How long functions run, in seconds. */
    record Times(double operations, double call, double start, double startsInRuns) {}

    static CostSheet read() {
        Path file = Checkout.root().resolve("infra/cost.yaml");
        try {
            return new ObjectMapper(new YAMLFactory()).readValue(file.toFile(), CostSheet.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** What all deployments use in a month. */
    Use month() {
        return Stream.of(asked(), checks(), entries(), measured.get("sweep").times(perMonth("sweep")))
                .reduce(Use.NOTHING, Use::plus);
    }

    /** What is asked for, by people and by what others change. */
    private Use asked() {
        return workload.entrySet().stream()
                .map(asked -> measured.get(asked.getKey()).times(asked.getValue()))
                .reduce(Use.NOTHING, Use::plus)
                .times(deployments);
    }

    private Use checks() {
        return scheduledCheck().times(perMonth("compliance"));
    }

    /** It reads every deployment, and each project's are checked together. */
    Use scheduledCheck() {
        double projects = Math.ceil((double) deployments / perProject);
        return measured.get("schedule")
                .plus(Use.ofReads(deployments))
                .plus(measured.get("check").times(projects))
                .plus(measured.get("further").times(deployments - projects));
    }

    /** What Sallyport itself changes is in the audit log, too; for each entry the project's deployments are looked up. */
    private Use entries() {
        return measured.get("entry").plus(Use.ofReads(perProject - 1)).times(asked().changes());
    }

    /** How often a schedule comes. */
    static long perMonth(String function) {
        CronSchedule schedule = schedules()
                .filter(each -> each.name().equals(function))
                .findFirst()
                .flatMap(CostSheet::schedule)
                .orElseThrow();
        Instant end = Instant.EPOCH.plus(MONTH);
        return Stream.iterate(schedule.next(Instant.EPOCH), at -> !at.isAfter(end), schedule::next)
                .count();
    }

    static Stream<FunctionSpec> schedules() {
        return LIST.functions().stream().filter(function -> schedule(function).isPresent());
    }

    private static Optional<CronSchedule> schedule(FunctionSpec function) {
        return function.trigger() instanceof FunctionSpec.Topic topic ? topic.schedule() : Optional.empty();
    }

    /** For how long functions run in a month. */
    double seconds() {
        return seconds(month()) + times.operations() * workload.get("provision") * deployments;
    }

    /** For how long they do because of the scheduled checks. */
    double secondsOfChecks() {
        return seconds(checks());
    }

    private double seconds(Use use) {
        return use.calls() * times.call()
                + (use.reads() + use.writes() / 2 + use.messages()) * times.call() / 10
                + use.requests() * times.startsInRuns() * times.start();
    }

    double functions() {
        return seconds() * (prices.vcpuSecond() + MEMORY_GIB * prices.gibSecond())
                + month().requests() * prices.millionRequests() / 1e6;
    }

    /** Each message is published once and delivered once. */
    double messages() {
        return 2 * month().messages() / KIB_IN_TIB * prices.pubsubTib();
    }

    /** Half of what is written but by scheduled checks are events, each of which is deleted one day. */
    double documents() {
        return month().reads() / 1e5 * prices.reads100k()
                + month().writes() / 1e5 * prices.writes100k()
                + (month().writes() - checks().writes()) / 2 / 1e5 * prices.deletes100k();
    }

    double scheduler() {
        return schedules().count() * prices.schedulerJob();
    }

    double logs() {
        return month().requests() / KIB_IN_GIB * prices.loggingGib();
    }
}
