package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.NetworkEndpoint;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The resources of the Compute API as the data plane reads them. Snapshots: they do not change once handed out. */
public interface ComputeView {
    /**
     * @param type the protobuf message of the collection, such as {@code BackendService.class}
     * @param link a full URL or the part after {@code /compute/v1/}; project by id or number
     */
    <M extends Message> Optional<M> find(Class<M> type, String link);

    /**
     * Every resource of a type in a project, over all scopes.
     *
     * @param project its id or number; empty for what belongs to organisations and to no project
     */
    <M extends Message> List<M> list(Class<M> type, String project);

    /** Links of the instances in an instance group, managed or not; empty if there is no such group. */
    List<String> members(String groupLink);

    /** The endpoints attached to a network endpoint group, in the order of attaching; none if there is no such group. */
    List<NetworkEndpoint> endpoints(String groupLink);

    /** Calls the listener after each change, with the link (the part after {@code /compute/v1/}) of what changed. */
    void onChange(Consumer<String> listener);
}
