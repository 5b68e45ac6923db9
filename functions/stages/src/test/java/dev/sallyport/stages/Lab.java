package dev.sallyport.stages;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.Operation;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.ComputeCollections;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Evidence;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.plan.StagePlan;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.RequestReader;
import dev.sallyport.request.RequestReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The lab's deployment in a project of a local cloud, with its stages run one by one and without a chain. */
final class Lab {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String project;
    private final Stages stages;
    private final StageCloud cloud;
    private final String apiEndpoint;
    private final LocalDeployment deployment;
    private ProvisionRequest request;

    Lab(LabCloud cloud, String project) {
        this.project = project;
        this.cloud = cloud.reached();
        apiEndpoint = cloud.local().apiEndpoint();
        deployment = new LocalDeployment(cloud.local().clock());
        stages = new Stages(cloud.runtime());
        request = read(document -> {});
    }

    /** From now on the request is the lab's with this change. */
    Lab asking(Consumer<ObjectNode> change) {
        request = read(change);
        return this;
    }

    ProvisionRequest request() {
        return request;
    }

    String project() {
        return project;
    }

    /** {@code host:port} that serves all APIs. */
    String apiEndpoint() {
        return apiEndpoint;
    }

    GoogleClients clients() {
        return cloud.clients();
    }

    ComputeCollections collections() {
        return new ComputeCollections(cloud.clients(), project);
    }

    LocalDeployment deployment() {
        return deployment;
    }

    /** Runs a stage as an attempt of its own; its outputs are there for later stages. */
    StageResult run(StageName stage) {
        StageResult result = stages.get(stage).converge(cloud.work(deployment.attempt(stage, request)));
        deployment.done(stage, result);
        return result;
    }

    /** Runs a stage as an attempt that ends before it is recorded as done. */
    void attempt(StageName stage) {
        stages.get(stage).converge(cloud.work(deployment.attempt(stage, request)));
    }

    /** Takes down what a stage has made, as an attempt of its own. */
    void tearDown(StageName stage) {
        stages.get(stage).tearDown(cloud.work(deployment.attempt(stage, request)));
        deployment.gone(stage);
    }

    /** What the stages would do for the request, or to take down what is there. */
    List<StagePlan> plan(Direction direction) {
        return new Foresight(stages, cloud, deployment.prospect(request, direction)).plans();
    }

    /** What one look at the proof sees. */
    List<Evidence> proof() {
        Foresight foresight = new Foresight(stages, cloud, deployment.prospect(request, Direction.PROVISION));
        foresight.plans();
        return foresight.proof();
    }

    /** Takes down stage after stage, backwards, up to this one. */
    void tearDownThrough(StageName last) {
        for (StageName stage : Blueprint.protectedApplication().backwards().stages()) {
            tearDown(stage);
            if (stage.equals(last)) {
                return;
            }
        }
        throw new IllegalArgumentException("stage: " + last);
    }

    /** Runs every stage up to this one, each after its predecessors. */
    StageResult runThrough(StageName last) {
        for (StageName stage : Blueprint.protectedApplication().stages()) {
            StageResult result = run(stage);
            if (stage.equals(last)) {
                return result;
            }
        }
        throw new IllegalArgumentException("stage: " + last);
    }

    /** The backend service as Identity-Aware Proxy names it. */
    String iapResource() {
        return "projects/" + project + "/iap_web/compute/services/my-backend-service";
    }

    /** Who may pass. */
    Policy policy() {
        return clients()
                .iap()
                .getIamPolicy(GetIamPolicyRequest.newBuilder()
                        .setResource(iapResource())
                        .build());
    }

    /** The names of all operations that were ever started in the project. */
    Set<String> operations() {
        Set<String> names = new HashSet<>();
        clients()
                .globalOperations()
                .aggregatedList(project)
                .iterateAll()
                .forEach(scope -> scope.getValue().getOperationsList().stream()
                        .map(Operation::getName)
                        .forEach(names::add));
        return names;
    }

    /** The names of the operations that some work starts: none, if it changes nothing. */
    Set<String> operationsOf(Runnable work) {
        Set<String> before = operations();
        work.run();
        Set<String> begun = operations();
        begun.removeAll(before);
        return begun;
    }

    /** The VMs of all zones. */
    List<Instance> instances() {
        List<Instance> all = new ArrayList<>();
        clients()
                .instances()
                .aggregatedList(project)
                .iterateAll()
                .forEach(scope -> all.addAll(scope.getValue().getInstancesList()));
        return all;
    }

    Set<Long> instanceIds() {
        return instances().stream().map(Instance::getId).collect(Collectors.toSet());
    }

    private ProvisionRequest read(Consumer<ObjectNode> change) {
        try {
            ObjectNode document = (ObjectNode) JSON.readTree(Files.readString(example()));
            document.put("project", project);
            document.putObject("verify").put("as", "prober@" + project + ".iam.gserviceaccount.com");
            change.accept(document);
            RequestReading reading = new RequestReader().read(JSON.writeValueAsBytes(document));
            if (reading instanceof RequestReading.Accepted accepted
                    && accepted.request() instanceof ProvisionRequest provision) {
                return provision;
            }
            throw new IllegalArgumentException("request: " + reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path example() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("examples/lab.json"))) {
            directory = directory.getParent();
        }
        return directory.resolve("examples/lab.json");
    }
}
