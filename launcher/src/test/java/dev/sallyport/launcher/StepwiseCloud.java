package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.local.HostedFunctions;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.functions.FunctionSpec;
import dev.sallyport.local.functions.FunctionsFile;
import dev.sallyport.local.functions.ModuleClassPath;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A local cloud whose functions run one at a time: what its log has in addition after a function has answered, that
 * function has called. Messages wait on subscriptions of its own until {@link #run} delivers them.
 */
final class StepwiseCloud implements AutoCloseable {
    private static final int MOST_DELIVERIES = 2000;
    private static final String HTTP_CLIENT_OF_THE_TEST = "Java-http-client/";

    private final FunctionsFile list;
    private final LocalCloud cloud;
    private final RestApi api;
    private final List<ObservedCall> calls = new ArrayList<>();
    private int runs;

    /** @param settings of all functions, besides where the cloud is */
    StepwiseCloud(FunctionsFile list, Map<String, String> settings) {
        this.list = list;
        cloud = LocalCloud.builder()
                .functions(new HostedFunctions(
                        withoutTriggers(list),
                        ModuleClassPath.inCheckout(Checkout.root()),
                        Lab.PROJECT,
                        running -> with(settings, CloudPlan.settings(running, Lab.PROJECT))))
                .start();
        api = new RestApi(cloud.apiEndpoint());
        topics().forEach(topic -> api.send("PUT", "/v1/" + name("topics", topic), "{}"));
        list.functions().forEach(function -> topic(function).ifPresent(topic -> subscribe(function.name(), topic)));
    }

    RestApi api() {
        return api;
    }

    /** Where a function answers. */
    URI function(String name) {
        return cloud.functions().get(name);
    }

    /** Every call that functions have made so far. */
    List<ObservedCall> calls() {
        return List.copyOf(calls);
    }

    /** How often functions have been called with a message so far. */
    int runs() {
        return runs;
    }

    /** Publishes a request and delivers what follows from it. */
    void ask(JsonNode request) {
        api.publish(Lab.PROJECT, "sallyport-requests", request.toString());
        run();
    }

    /** Publishes what a schedule publishes, and delivers it and what follows from it. */
    void tick(String function) {
        api.publish(Lab.PROJECT, topic(spec(function)).orElseThrow(), "{}");
        run();
    }

    /**
     * Publishes what Cloud Logging does where somebody changed something, and delivers it and what follows from it.
     *
     * @param resource a global one of Compute Engine: {@code firewalls/open}
     */
    void audited(String resource) {
        api.publish(Lab.PROJECT, "sallyport-audit", """
                {"logName": "projects/%1$s/logs/cloudaudit.googleapis.com%%2Factivity", "severity": "NOTICE",
                 "resource": {"type": "gce_firewall_rule", "labels": {"project_id": "%1$s"}},
                 "timestamp": "2026-11-28T10:00:00Z", "insertId": "a1", "protoPayload": {
                   "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
                   "serviceName": "compute.googleapis.com", "methodName": "v1.compute.firewalls.patch",
                   "authenticationInfo": {"principalEmail": "mallory@example.com"},
                   "resourceName": "projects/%1$s/global/%2$s"}}
                """.formatted(Lab.PROJECT, resource));
        run();
    }

    /** Moves the cloud's time. */
    void advance(Duration by) {
        api.json(api.send("POST", "/-/clock", "{\"advance\": \"" + by + "\"}"));
    }

    /** Publishes a request and has it accepted; what is said to others because of it gets lost. */
    void loseWhatFollows(JsonNode request) {
        api.publish(Lab.PROJECT, "sallyport-requests", request.toString());
        deliver(spec("intake"), pull(spec("intake"), 1));
        list.functions().stream()
                .filter(function -> topic(function).isPresent())
                .forEach(function -> pull(function, MOST_DELIVERIES)
                        .forEach(lost -> answer(function, lost.path("ackId").asText(), 200)));
    }

    /** Delivers messages, one after the other and those first that wait longest, until none is left. */
    void run() {
        int delivered = 0;
        Map<FunctionSpec, JsonNode> waiting = waiting();
        while (!waiting.isEmpty()) {
            waiting.forEach(this::deliver);
            delivered += waiting.values().stream().mapToInt(JsonNode::size).sum();
            if (delivered > MOST_DELIVERIES) {
                throw new AssertionError("messages come to no end");
            }
            waiting = waiting();
        }
    }

    private Map<FunctionSpec, JsonNode> waiting() {
        Map<FunctionSpec, JsonNode> waiting = new LinkedHashMap<>();
        for (FunctionSpec function : list.functions()) {
            if (topic(function).isPresent()) {
                JsonNode messages = pull(function, MOST_DELIVERIES);
                if (!messages.isEmpty()) {
                    waiting.put(function, messages);
                }
            }
        }
        return waiting;
    }

    /** Takes down as the function's what is called meanwhile. */
    void observe(String function, Runnable work) {
        long before = recorded();
        work.run();
        long more = recorded() - before;
        if (more > 0) {
            api.json(api.get("/-/requests?limit=" + more)).path("requests").forEach(logged -> {
                if (!logged.path("caller").asText().startsWith(HTTP_CLIENT_OF_THE_TEST)) {
                    calls.add(ObservedCall.of(function, logged));
                }
            });
        }
    }

    @Override
    public void close() {
        cloud.close();
    }

    private void deliver(FunctionSpec function, JsonNode messages) {
        Trigger trigger = new Trigger(function(function.name()), topic(function).orElseThrow());
        for (JsonNode received : messages) {
            runs++;
            observe(function.name(), () -> {
                int status = trigger.deliver(
                        received.at("/message/data").asText(),
                        received.at("/message/messageId").asText());
                answer(function, received.path("ackId").asText(), status);
            });
        }
    }

    private JsonNode pull(FunctionSpec function, int most) {
        return api.json(api.send(
                        "POST",
                        "/v1/" + name("subscriptions", function.name()) + ":pull",
                        "{\"maxMessages\": " + most + ", \"returnImmediately\": true}"))
                .path("receivedMessages");
    }

    /** What a function gave back comes again at once. */
    private void answer(FunctionSpec function, String ackId, int status) {
        String subscription = "/v1/" + name("subscriptions", function.name());
        String body = "{\"ackIds\": [\"" + ackId + "\"]";
        if (status == 200) {
            api.json(api.send("POST", subscription + ":acknowledge", body + "}"));
        } else {
            api.json(api.send("POST", subscription + ":modifyAckDeadline", body + ", \"ackDeadlineSeconds\": 0}"));
        }
    }

    private void subscribe(String function, String topic) {
        String body = "{\"topic\": \"" + name("topics", topic) + "\", \"ackDeadlineSeconds\": 600}";
        api.json(api.send("PUT", "/v1/" + name("subscriptions", function), body));
    }

    private long recorded() {
        return api.json(api.get("/-/requests?limit=1")).path("recorded").asLong();
    }

    /** Names of all topics. */
    List<String> topics() {
        return Stream.concat(
                        list.topics().stream(), list.functions().stream().flatMap(function -> topic(function).stream()))
                .distinct()
                .toList();
    }

    private FunctionSpec spec(String name) {
        return list.functions().stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no function " + name));
    }

    private static Optional<String> topic(FunctionSpec function) {
        return function.trigger() instanceof FunctionSpec.Topic trigger
                ? Optional.of(trigger.topic())
                : Optional.empty();
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }

    /** Nothing is published to the topics that start these, and no schedule runs. */
    private static FunctionsFile withoutTriggers(FunctionsFile list) {
        return new FunctionsFile(
                List.of(),
                list.functions().stream().map(StepwiseCloud::withoutTrigger).toList());
    }

    private static FunctionSpec withoutTrigger(FunctionSpec function) {
        FunctionSpec.Trigger idle = function.trigger() instanceof FunctionSpec.Topic trigger
                ? new FunctionSpec.Topic("idle-" + function.name(), trigger.retry(), trigger.deadLetter())
                : function.trigger();
        return new FunctionSpec(
                function.name(),
                function.module(),
                function.entryPoint(),
                idle,
                function.memory(),
                function.timeout(),
                function.concurrency(),
                function.permissions());
    }

    private static String name(String collection, String id) {
        return "projects/" + Lab.PROJECT + "/" + collection + "/" + id;
    }
}
