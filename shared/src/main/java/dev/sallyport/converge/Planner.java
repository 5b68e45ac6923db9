package dev.sallyport.converge;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at each wave and keeps what converging it would change. Writes nothing and waits for nothing. */
public final class Planner implements Convergence {
    private final Outlook outlook;
    private final List<PlannedChange> changes = new ArrayList<>();

    /** @param outlook what others have planned before, and where this one adds what it plans */
    public Planner(Outlook outlook) {
        this.outlook = outlook;
    }

    /**
     * The resources as they will be. What only the cloud can say of one that is not there yet, such as its id, is left
     * out.
     *
     * @throws dev.sallyport.failure.Rejected as converging would, before anything were written; the changes tell what of
     */
    @Override
    public Observed converge(Resource<?>... wave) {
        Pass pass = Pass.over(List.of(wave), this::look);
        changes.addAll(pass.changes());
        pass.refuse();
        pass.foresee(outlook);
        return pass.expected();
    }

    @Override
    public <M extends Message> Optional<M> find(ResourceCollection<M> collection, String name) {
        return outlook.at(collection.link(name), () -> collection.find(name));
    }

    /**
     * What has been planned, in the order of the waves; resources to be left alone are among them. What is changed more
     * than once is there once, with what differs at the end.
     */
    public List<PlannedChange> changes() {
        return NetChanges.of(changes);
    }

    private <S> Optional<S> look(Resource<S> resource) {
        return outlook.at(resource.place(), resource::observe);
    }
}
