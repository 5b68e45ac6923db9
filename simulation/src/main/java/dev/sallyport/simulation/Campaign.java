package dev.sallyport.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs seed after seed, in several worlds side by side: where one waits, another computes. */
public final class Campaign {
    private final int worlds;
    private final Duration limit;

    /**
     * @param worlds how many runs go on at once
     * @param limit after which runs that have not come to their end are broken off, and do not count
     */
    public Campaign(int worlds, Duration limit) {
        this.worlds = worlds;
        this.limit = limit;
    }

    /**
     * What came of all runs.
     *
     * @param byMood how many runs there were of each mood
     * @param failed those that saw something that must never be
     */
    public record Result(
            int runs,
            long invocations,
            long disturbed,
            Duration took,
            Map<String, Integer> byMood,
            List<Report> failed) {
        /** In one line. */
        public String summary() {
            return "%d runs in %d s: %d deliveries, %d calls refused, lost or the last of their caller, %d violations; %s"
                    .formatted(runs, took.toSeconds(), invocations, disturbed, failed.size(), byMood);
        }
    }

    /**
     * @param first the first seed
     * @param more whether another seed is to be run; asked before each
     * @param told of each run
     */
    public Result run(long first, BooleanSupplier more, Consumer<Report> told) {
        long begun = System.nanoTime();
        BooleanSupplier timeIsUp = () -> System.nanoTime() - begun > limit.toNanos();
        AtomicLong next = new AtomicLong(first);
        ExecutorService threads = Executors.newFixedThreadPool(worlds);
        try {
            List<Future<List<Report>>> parts = new ArrayList<>();
            for (int world = 0; world < worlds; world++) {
                parts.add(threads.submit(() -> part(next, more, timeIsUp, told)));
            }
            List<Report> reports = new ArrayList<>();
            for (Future<List<Report>> part : parts) {
                reports.addAll(part.get());
            }
            return result(reports, Duration.ofNanos(System.nanoTime() - begun));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Report> part(
            AtomicLong next, BooleanSupplier more, BooleanSupplier timeIsUp, Consumer<Report> told) {
        List<Report> reports = new ArrayList<>();
        Simulator simulator = new Simulator(timeIsUp);
        try {
            while (!timeIsUp.getAsBoolean() && more.getAsBoolean()) {
                Report report = simulator.run(next.getAndIncrement());
                told.accept(report);
                reports.add(report.violation().isPresent() ? report : report.withoutTrace());
                if (report.violation().isPresent()) {
                    // What a run has left that ended in its middle is nobody's business.
                    simulator.close();
                    simulator = new Simulator(timeIsUp);
                }
            }
        } catch (TimeIsUp broken) {
            return reports;
        } finally {
            simulator.close();
        }
        return reports;
    }

    private static Result result(List<Report> reports, Duration took) {
        Map<String, Integer> byMood = new TreeMap<>();
        reports.forEach(report -> byMood.merge(report.mood(), 1, Integer::sum));
        return new Result(
                reports.size(),
                reports.stream().mapToLong(Report::invocations).sum(),
                reports.stream().mapToLong(Report::disturbed).sum(),
                took,
                byMood,
                reports.stream()
                        .filter(report -> report.violation().isPresent())
                        .toList());
    }
}
