package dev.sallyport.stages;

import com.google.protobuf.Message;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.StageContext;
import dev.sallyport.converge.AbsentOwned;
import dev.sallyport.converge.Adoption;
import dev.sallyport.converge.Comparison;
import dev.sallyport.converge.ComputeCollections;
import dev.sallyport.converge.ComputeResource;
import dev.sallyport.converge.Convergence;
import dev.sallyport.converge.Converger;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.Mark;
import dev.sallyport.converge.Observed;
import dev.sallyport.converge.Operations;
import dev.sallyport.converge.Planner;
import dev.sallyport.converge.Poll;
import dev.sallyport.converge.ProjectName;
import dev.sallyport.converge.Resource;
import dev.sallyport.converge.ResourceCollection;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.request.ProvisionRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One attempt at one stage of one deployment, or a look at it: what is asked for, and the means to make it true. */
final class StageWork {
    private final StageCloud cloud;
    private final StageContext context;
    private final Convergence convergence;
    private final Poll poll;

    private StageWork(StageCloud cloud, StageContext context, Convergence convergence, Poll poll) {
        this.cloud = cloud;
        this.context = context;
        this.convergence = convergence;
        this.poll = poll;
    }

    /** Work that changes things, and waits until they have changed. */
    static StageWork doing(StageCloud cloud, StageContext context) {
        return new StageWork(
                cloud,
                context,
                new Converger(new Operations(cloud.clients()), context.operations(), context.timeLimit()),
                new Poll(cloud.pause(), context.timeLimit()));
    }

    /** Work that only looks, and waits for nothing. */
    static StageWork planning(StageCloud cloud, StageContext context, Planner planner) {
        return new StageWork(cloud, context, planner, Poll.once(context.timeLimit()));
    }

    ProvisionRequest request() {
        return context.request();
    }

    StageContext context() {
        return context;
    }

    StageCloud cloud() {
        return cloud;
    }

    GoogleClients clients() {
        return cloud.clients();
    }

    String output(StageName stage, String name) {
        return context.output(stage, name);
    }

    Instant now() {
        return context.now();
    }

    Mark mark() {
        return new Mark(request().deployment());
    }

    ComputeCollections collections() {
        return new ComputeCollections(clients(), request().project(), cloud.memory());
    }

    /** All there is in the project, whoever made it. */
    ProjectInventory inventory() {
        return new ProjectInventory(clients(), request().project(), cloud.memory());
    }

    /** The project by both its names. Compute Engine gives the project's number as its id. */
    ProjectName project() {
        String id = request().project();
        return new ProjectName(id, cloud.projectNumbers().recall(id, inventory()::number));
    }

    Comparison comparison() {
        return new Comparison(project());
    }

    /** The partial link of a global resource of the request's project. */
    String globalLink(String collection, String name) {
        return "projects/" + request().project() + "/global/" + collection + "/" + name;
    }

    /** Whether a resource is there and will be gone by then; in work that changes things what is there is there. */
    boolean isLeaving(ResourceCollection<?> collection, String name) {
        return find(collection, name).isEmpty() && collection.find(name).isPresent();
    }

    /** A resource that this stage makes. */
    <M extends Message> ComputeResource<M> owned(ResourceCollection<M> collection, String name, M desired) {
        return ComputeResource.owned(collection, name, desired, comparison(), mark())
                .adopting(adoption());
    }

    /** Fields of a resource that an earlier stage has made. */
    <M extends Message> ComputeResource<M> part(ResourceCollection<M> collection, String name, M desired) {
        return ComputeResource.part(collection, name, desired, comparison(), mark())
                .adopting(adoption());
    }

    /** Makes the resources of one wave true, side by side. */
    Observed converge(Resource<?>... wave) {
        return convergence.converge(wave);
    }

    /** A resource as it is; in work that only looks, as it will be by then. */
    <M extends Message> Optional<M> find(ResourceCollection<M> collection, String name) {
        return convergence.find(collection, name);
    }

    /**
     * Deletes what bears the deployment's mark in these collections, side by side, under whatever names earlier requests
     * had for it; and what the request has adopted to go as well.
     */
    void takeDown(ResourceCollection<?>... wave) {
        takeDown(adoption(), wave);
    }

    /** The same, of what bears the mark alone. */
    void takeDownMade(ResourceCollection<?>... wave) {
        takeDown(Adoption.none(), wave);
    }

    /** The names in a collection of all that goes with the deployment. */
    Set<String> going(ResourceCollection<?> collection) {
        return going(collection, adoption());
    }

    private void takeDown(Adoption adoption, ResourceCollection<?>... wave) {
        // What an attempt before this one was still making is not in the lists before it is made.
        converge();
        converge(Stream.of(wave)
                .flatMap(collection -> absent(collection, adoption))
                .toArray(Resource<?>[]::new));
    }

    private <M extends Message> Stream<Resource<?>> absent(ResourceCollection<M> collection, Adoption adoption) {
        return going(collection, adoption).stream().map(name -> new AbsentOwned<>(collection, name, mark(), adoption));
    }

    private <M extends Message> Set<String> going(ResourceCollection<M> collection, Adoption adoption) {
        Set<String> names = new TreeSet<>(collection.namesOf(mark()));
        adoption.removed().stream()
                .filter(id -> id.startsWith(collection.name() + "/"))
                .map(Link::name)
                .filter(name -> new AbsentOwned<>(collection, name, mark(), adoption)
                        .observe()
                        .isPresent())
                .forEach(names::add);
        return names;
    }

    private Adoption adoption() {
        return Adopting.of(request(), context::neighbours);
    }

    Poll poll() {
        return poll;
    }
}
