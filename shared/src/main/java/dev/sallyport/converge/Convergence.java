package dev.sallyport.converge;

import com.google.protobuf.Message;
import java.util.Optional;

/**
 * What is done about resources that are not as they should be: a {@link Converger} closes the differences, a
 * {@link Planner} says what that would change. Both are given the same waves by the same stages, and compare alike.
 */
public interface Convergence {
    /** The resources of one wave, all of them as they should be: now, or once what has been planned is done. */
    Observed converge(Resource<?>... wave);

    /** A resource as it is, or will be by then. */
    <M extends Message> Optional<M> find(ResourceCollection<M> collection, String name);
}
