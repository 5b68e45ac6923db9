package dev.sallyport.local.internet.network;

import com.google.cloud.compute.v1.NetworkEndpoint;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.ComputeView;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compute resources, kept until one of them changes: each request on the data plane looks up the same few, and looking one
 * up costs far more than a request may.
 */
public final class RememberedCompute implements ComputeView {
    private final ComputeView compute;
    private final Remembered<Key<?>, Optional<? extends Message>> found;
    private final Remembered<String, List<String>> members;
    private final Remembered<String, List<NetworkEndpoint>> endpoints;

    public RememberedCompute(ComputeView compute) {
        this.compute = compute;
        found = new Remembered<>(compute, key -> compute.find(key.type, key.link));
        members = new Remembered<>(compute, compute::members);
        endpoints = new Remembered<>(compute, compute::endpoints);
    }

    @Override
    public <M extends Message> Optional<M> find(Class<M> type, String link) {
        return found.get(new Key<>(type, link)).map(type::cast);
    }

    @Override
    public <M extends Message> List<M> list(Class<M> type, String project) {
        return compute.list(type, project);
    }

    @Override
    public List<String> members(String groupLink) {
        return members.get(groupLink);
    }

    @Override
    public List<NetworkEndpoint> endpoints(String groupLink) {
        return endpoints.get(groupLink);
    }

    @Override
    public void onChange(Consumer<String> listener) {
        compute.onChange(listener);
    }

    private record Key<M extends Message>(Class<M> type, String link) {}
}
