package dev.sallyport.converge;

import dev.sallyport.failure.Rejected;
import dev.sallyport.failure.Retryable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Looks again and again until what is seen is enough, with growing pauses and within a time limit. */
public final class Poll {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final Pause pause;
    private final TimeLimit limit;
    private final boolean waits;

    public Poll(Pause pause, TimeLimit limit) {
        this(pause, limit, true);
    }

    private Poll(Pause pause, TimeLimit limit, boolean waits) {
        this.pause = pause;
        this.limit = limit;
        this.waits = waits;
    }

    /** For those who only look: the first look is enough, whatever is missing. */
    public static Poll once(TimeLimit limit) {
        return new Poll(
                duration -> {
                    throw new IllegalStateException("whoever only looks does not wait");
                },
                limit,
                false);
    }

    /**
     * The first look that is enough.
     *
     * @param missing what a look still lacks, in words that complete "waiting for"; empty if it is enough
     * @throws Retryable if the function's time is nearly over
     * @throws Rejected if the stage's time is over
     */
    public <T> T until(Supplier<T> look, Function<? super T, Optional<String>> missing) {
        Duration next = FIRST;
        while (true) {
            T seen = look.get();
            Optional<String> waitingFor = missing.apply(seen);
            if (waitingFor.isEmpty() || !waits) {
                return seen;
            }
            limit.check(waitingFor.get());
            pause.pause(next);
            next = longer(next);
        }
    }

    private static Duration longer(Duration pause) {
        Duration grown = pause.multipliedBy(3).dividedBy(2);
        return grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
    }
}
