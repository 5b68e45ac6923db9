package dev.sallyport.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sallyport.failure.Poison;
import dev.sallyport.request.RequestReader;
import dev.sallyport.request.RequestReading;
import dev.sallyport.testing.SomeRequest;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message is understood or refused for good, whatever its bytes, and reading it takes no more memory than a few times its
 * length. {@code -Dsallyport.fuzz.messages=N} reads so many, {@code -Dsallyport.fuzz.seed=N} others.
 */
final class RandomMessagesTest {
    private static final int MESSAGES = Integer.getInteger("sallyport.fuzz.messages", 10_000);
    private static final long SEED = Long.getLong("sallyport.fuzz.seed", 1);
    private static final int HUGE = 50_000_000;
    private static final int DEEP = 100_000;
    private static final int MOST_FOR_EACH_BYTE = 8;

    private static final RequestReader REQUESTS = new RequestReader();
    private static final Map<String, Consumer<byte[]>> READERS = readers();
    private static final List<String> GOOD = List.of(
            SomeRequest.json("web", "web-project"),
            "{\"action\": \"pause\", \"deployment\": \"web\", \"reason\": \"a freeze\", \"until\":"
                    + " \"2026-11-28T10:00:00Z\"}",
            "{\"action\": \"plan\", \"of\": " + SomeRequest.json("web", "web-project") + "}",
            "{\"deployment\": \"web\", \"generation\": 1, \"direction\": \"provision\"}",
            "{\"project\": \"web-project\", \"deployments\": [\"web\"]}",
            event("{\"deployment\": \"web\", \"generation\": 1, \"direction\": \"provision\"}"));

    @Test
    void randomMessagesAreUnderstoodOrRefused() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = spoiled(GOOD.get(random.nextInt(GOOD.size())).getBytes(UTF_8), random);
            READERS.forEach((name, reader) -> read(name, reader, message));
        }
    }

    @ParameterizedTest
    @MethodSource("readerNames")
    void aHugeMessageIsRefusedWithinBounds(String name) {
        for (String filling : List.of(" ", "x", "[", "{\"a\":", "\"")) {
            byte[] huge = filling.repeat(HUGE / filling.length()).getBytes(UTF_8);
            long before = allocated();
            read(name, READERS.get(name), huge);
            assertThat(allocated() - before)
                    .as("%s, of %s", name, filling)
                    .isLessThan((long) MOST_FOR_EACH_BYTE * HUGE);
        }
    }

    @ParameterizedTest
    @MethodSource("readerNames")
    void aMessageNestedAHundredThousandLevelsDeepIsRefused(String name) {
        for (String deep : List.of(
                "[".repeat(DEEP) + "]".repeat(DEEP),
                "{\"deployment\":".repeat(DEEP),
                "{\"message\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
                event("[".repeat(DEEP)))) {
            read(name, READERS.get(name), deep.getBytes(UTF_8));
        }
    }

    static Stream<String> readerNames() {
        return READERS.keySet().stream();
    }

    private static Map<String, Consumer<byte[]>> readers() {
        Map<String, Consumer<byte[]>> readers = new LinkedHashMap<>();
        readers.put("request", message -> assertThat(REQUESTS.read(message)).isInstanceOf(RequestReading.class));
        readers.put("stage message", StageMessage::read);
        readers.put("check message", CheckMessage::read);
        readers.put("plan message", message -> PlanMessage.read(message, REQUESTS));
        readers.put("event", message -> Delivery.of(cloudEvent(message)));
        return readers;
    }

    private static void read(String name, Consumer<byte[]> reader, byte[] message) {
        try {
            reader.accept(message);
        } catch (Poison refused) {
            assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(2000);
        } catch (RuntimeException | StackOverflowError e) {
            String shown = new String(message, 0, Math.min(message.length, 300), UTF_8);
            throw new AssertionError("seed " + SEED + ", " + name + ": " + shown, e);
        }
    }

    private static byte[] spoiled(byte[] message, SplittableRandom random) {
        byte[] spoiled = message.clone();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(spoiled, random.nextInt(spoiled.length)) : spoiled;
    }

    private static String event(String data) {
        String encoded = Base64.getEncoder().encodeToString(data.getBytes(UTF_8));
        return "{\"message\": {\"messageId\": \"1\", \"publishTime\": \"2026-11-28T10:00:00Z\","
                + " \"attributes\": {\"reason\": \"why\"}, \"data\": \"" + encoded + "\"}}";
    }

    private static CloudEvent cloudEvent(byte[] data) {
        return CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("//pubsub.googleapis.com/projects/p/topics/t"))
                .withType("google.cloud.pubsub.topic.v1.messagePublished")
                .withData("application/json", data)
                .build();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
