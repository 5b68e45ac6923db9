package dev.sallyport.local.functions;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One function.
 *
 * @param module directory of the Maven module it is deployed from, relative to the checkout
 * @param entryPoint name of its class
 * @param memory limit as Google Cloud writes it, such as {@code 512Mi}
 * @param timeout how long one invocation may take
 * @param concurrency how many requests an instance handles at a time
 * @param permissions what its service account may do on Google Cloud
 * @param javaOptions what its Java virtual machine is started with on Google Cloud, in JAVA_TOOL_OPTIONS; may be empty
 */
public record FunctionSpec(
        String name,
        String module,
        String entryPoint,
        Trigger trigger,
        String memory,
        Duration timeout,
        int concurrency,
        List<String> permissions,
        String javaOptions) {

    /** With a Java virtual machine as it comes. */
    public FunctionSpec(
            String name,
            String module,
            String entryPoint,
            Trigger trigger,
            String memory,
            Duration timeout,
            int concurrency,
            List<String> permissions) {
        this(name, module, entryPoint, trigger, memory, timeout, concurrency, permissions, "");
    }

    /** What starts a function. */
    public sealed interface Trigger {}

    /** An HTTP request. */
    public record Http() implements Trigger {}

    /**
     * A message on a topic.
     *
     * @param topic name without the project
     * @param schedule when a message is published to it by itself
     * @param auditLog which entries of Cloud Logging are published to it, in Logging's query language
     */
    public record Topic(
            String topic,
            Retry retry,
            DeadLetter deadLetter,
            Optional<CronSchedule> schedule,
            Optional<String> auditLog)
            implements Trigger {
        public Topic(String topic, Retry retry, DeadLetter deadLetter, Optional<CronSchedule> schedule) {
            this(topic, retry, deadLetter, schedule, Optional.empty());
        }

        public Topic(String topic, Retry retry, DeadLetter deadLetter) {
            this(topic, retry, deadLetter, Optional.empty());
        }
    }

    /** How long Pub/Sub waits before it delivers a message again that the function gave back. */
    public record Retry(Duration minimumBackoff, Duration maximumBackoff) {}

    /**
     * Where a message goes in the end.
     *
     * @param topic name without the project
     */
    public record DeadLetter(String topic, int maxDeliveryAttempts) {}
}
