package dev.sallyport.local.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestLogTest {
    private final RequestLog log = new RequestLog(3);

    @Test
    void onlyTheLatestCallsAreKept() {
        IntStream.rangeClosed(1, 10).forEach(number -> log.add(() -> call("topics/" + number)));

        assertThat(log.latest(call -> true, 100))
                .extracting(call -> call.called().resource())
                .containsExactly("topics/10", "topics/9", "topics/8");
        assertThat(log.recorded()).isEqualTo(10);
    }

    @Test
    void theLimitCountsCallsThatAreWanted() {
        IntStream.rangeClosed(1, 3).forEach(number -> log.add(() -> call("topics/" + number)));

        assertThat(log.latest(call -> !call.called().resource().equals("topics/3"), 1))
                .extracting(call -> call.called().resource())
                .containsExactly("topics/2");
    }

    private static LoggedCall call(String resource) {
        return new LoggedCall(
                Instant.EPOCH,
                "rest",
                new CalledMethod("pubsub", "Publisher.GetTopic", resource),
                "",
                "",
                Optional.empty(),
                List.of());
    }
}
