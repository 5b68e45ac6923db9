package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.StageState;
import dev.sallyport.launcher.report.Outcome;
import dev.sallyport.request.RequestReader;
import dev.sallyport.request.RequestReading.Accepted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A local cloud with the functions in it, on free ports, and what a test does with {@code examples/lab.json} there. All
 * tests of a JVM have the same one after the other, because its functions take longer to start than most tests do; each
 * finds it empty.
 */
final class Lab implements AutoCloseable {
    static final String PROJECT = "lab-project";
    static final List<String> ZONES = List.of("us-central1-b", "us-central1-c", "us-central1-f");

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static Lab shared;

    private final OwnHouse house;
    private final RestApi api;
    private boolean open;

    private Lab(OwnHouse house) {
        this.house = house;
        this.api = new RestApi(house.apiEndpoint());
    }

    /**
     * With every function of {@code infra/functions.yaml}, and as if nobody had ever used its project; its clock stays where
     * it was moved to.
     */
    static synchronized Lab open() {
        if (shared == null) {
            shared = start(Map.of());
        }
        return shared.opened();
    }

    /** The same in a cloud that no other test uses, for those who move its time far. */
    static Lab alone() {
        return start(Map.of());
    }

    /** {@link #alone()}, and its functions talk to these chats. */
    static Lab alone(ChatCaller chats) {
        Lab lab = start(chats.settings(PROJECT));
        chats.secrets().forEach((id, value) -> lab.api.secret(PROJECT, id, value));
        return lab;
    }

    private static Lab start(Map<String, String> settings) {
        Path functions = Checkout.root().resolve("infra/functions.yaml");
        return new Lab(OwnHouse.start(new CloudPlan(Checkout.root(), functions, PROJECT, settings)));
    }

    private Lab opened() {
        if (open) {
            throw new IllegalStateException("lab: is open already (expected: closed by the test before)");
        }
        open = true;
        api.json(api.send("DELETE", "/-/faults", ""));
        api.json(api.send("POST", "/-/reset?project=" + PROJECT, ""));
        return this;
    }

    /** From now on nobody listens to the function's topic, as if it were not deployed. */
    Lab without(String function) {
        api.json(api.send(
                "DELETE", "/v1/projects/" + PROJECT + "/subscriptions/eventarc-us-central1-" + function + "-sub", ""));
        return this;
    }

    OwnHouse house() {
        return house;
    }

    RestApi api() {
        return api;
    }

    Inventory inventory() {
        return new Inventory(api, PROJECT, "us-central1", ZONES);
    }

    /** Publishes the lab's request and returns the deployment once what is asked of it is so. */
    Deployment provisionUntil(Predicate<Deployment> reached) {
        return await(house.publish(request()), reached);
    }

    /** Asks for the lab to be destroyed or repaired, and returns the deployment once what is asked of it is so. */
    Deployment askUntil(String action, Predicate<Deployment> reached) {
        return await(house.publish(of("lab", action)), reached);
    }

    /** The lab's deployment once that is so, in the generation that the message asked for. */
    Deployment await(String message, Predicate<Deployment> reached) {
        return Awaitility.await("the lab to get as far as the test wants")
                .atMost(PATIENCE)
                .until(
                        () -> house.deployments().find("lab"),
                        found -> found.filter(deployment ->
                                        deployment.acceptedRequest().equals(message))
                                .filter(reached)
                                .isPresent())
                .orElseThrow();
    }

    /** Moves the cloud's time. */
    void advance(Duration by) {
        api.json(api.send("POST", "/-/clock", "{\"advance\": \"" + by + "\"}"));
    }

    /**
     * Delivers a message to a function as its topic's trigger would, and returns the status of the answer.
     *
     * @param data in Base64
     */
    int deliver(String function, String data, String messageId) {
        return new Trigger(house.functions().get(function), "sallyport-" + function).deliver(data, messageId);
    }

    static Predicate<Deployment> isDone(String... stages) {
        return deployment -> List.of(stages).stream()
                .allMatch(stage -> deployment.stages().get(new StageName(stage)).state() == StageState.DONE);
    }

    static String url(Deployment deployment) {
        return Outcome.url(deployment).orElseThrow();
    }

    /** A request about a deployment that is there. */
    static JsonNode of(String deployment, String action) {
        return JsonNodeFactory.instance.objectNode().put("action", action).put("deployment", deployment);
    }

    static JsonNode request() {
        return example("lab");
    }

    /** Of another deployment in the same project. */
    static JsonNode second() {
        return example("second");
    }

    private static JsonNode example(String name) {
        try {
            byte[] content = Files.readAllBytes(Checkout.root().resolve("examples/" + name + ".json"));
            return ((Accepted) new RequestReader().read(content)).document();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the example", e);
        }
    }

    /** Whoever is still at work would otherwise go on in the next test's cloud. */
    @Override
    public void close() {
        if (this != shared) {
            house.close();
            return;
        }
        try {
            Awaitility.await("the stages under way to come to an end")
                    .atMost(PATIENCE)
                    .until(() -> house.deployments().all().stream()
                            .flatMap(deployment -> deployment.stages().values().stream())
                            .noneMatch(stage -> stage.state() == StageState.RUNNING));
        } finally {
            open = false;
        }
    }
}
