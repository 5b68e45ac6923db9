package dev.sallyport.launcher;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** What a month costs is computed from this: {@code infra/cost.yaml}. */
record CostSheet(
        Prices prices,
        Map<String, Integer> workload,
        int deployments,
        Map<String, Use> measured,
        @JsonProperty("seconds") Times times) {
    private static final int SWEEPS = 30 * 24 * 60;
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

    /** How often what was used. */
    record Use(double requests, double messages, double reads, double writes, double calls) {
        static final Use NOTHING = new Use(0, 0, 0, 0, 0);

        static Use of(int requests, Collection<ObservedCall> calls) {
            return new Use(
                    requests,
                    count(calls, "Publisher.Publish"),
                    count(calls, "Firestore.BatchGetDocuments")
                            + count(calls, "Firestore.GetDocument")
                            + count(calls, "Firestore.RunQuery"),
                    2 * count(calls, "Firestore.Commit") + count(calls, "Firestore.CreateDocument"),
                    calls.stream()
                            .filter(call ->
                                    !Stream.of("firestore", "pubsub").toList().contains(call.service()))
                            .count());
        }

        Use plus(Use other) {
            return new Use(
                    requests + other.requests,
                    messages + other.messages,
                    reads + other.reads,
                    writes + other.writes,
                    calls + other.calls);
        }

        Use times(double factor) {
            return new Use(requests * factor, messages * factor, reads * factor, writes * factor, calls * factor);
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
        Use each = workload.entrySet().stream()
                .map(asked -> measured.get(asked.getKey()).times(asked.getValue()))
                .reduce(Use.NOTHING, Use::plus);
        return each.times(deployments).plus(measured.get("sweep").times(SWEEPS));
    }

    /** For how long functions run in a month. */
    double seconds() {
        Use month = month();
        return month.calls() * times.call()
                + (month.reads() + month.writes() / 2 + month.messages()) * times.call() / 10
                + month.requests() * times.startsInRuns() * times.start()
                + times.operations() * workload.get("provision") * deployments;
    }

    double functions() {
        return seconds() * (prices.vcpuSecond() + MEMORY_GIB * prices.gibSecond())
                + month().requests() * prices.millionRequests() / 1e6;
    }

    /** Each message is published once and delivered once. */
    double messages() {
        return 2 * month().messages() / KIB_IN_TIB * prices.pubsubTib();
    }

    /** Half of what is written are events, each of which is deleted one day. */
    double documents() {
        return month().reads() / 1e5 * prices.reads100k()
                + month().writes() / 1e5 * prices.writes100k()
                + month().writes() / 2 / 1e5 * prices.deletes100k();
    }

    double logs() {
        return month().requests() / KIB_IN_GIB * prices.loggingGib();
    }
}
