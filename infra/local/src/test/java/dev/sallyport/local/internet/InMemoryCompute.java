package dev.sallyport.local.internet;

import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.NetworkEndpoint;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.CertificateKeys;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.internet.network.ResourceLink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Compute resources without an API: what is put here is there. */
final class InMemoryCompute implements ComputeView, CertificateKeys {
    private final Map<String, Message> resources = new ConcurrentHashMap<>();
    private final Map<String, String> privateKeys = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    void put(String link, Message resource) {
        resources.put(link, resource);
        listeners.forEach(listener -> listener.accept(link));
    }

    void putPrivateKey(String link, String pem) {
        privateKeys.put(link, pem);
    }

    void remove(String link) {
        resources.remove(link);
        listeners.forEach(listener -> listener.accept(link));
    }

    @Override
    public <M extends Message> Optional<M> find(Class<M> type, String link) {
        return ResourceLink.parse(link)
                .map(parsed -> resources.get(parsed.toString()))
                .filter(type::isInstance)
                .map(type::cast);
    }

    @Override
    public <M extends Message> List<M> list(Class<M> type, String project) {
        return resources.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("projects/" + project + "/"))
                .map(Map.Entry::getValue)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Every instance is in every group: there is one of each kind in a test. */
    @Override
    public List<String> members(String groupLink) {
        String project = ResourceLink.of(groupLink).project();
        return list(Instance.class, project).stream().map(Instance::getSelfLink).toList();
    }

    @Override
    public List<NetworkEndpoint> endpoints(String groupLink) {
        return List.of();
    }

    @Override
    public void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<String> privateKeyPem(String certificateLink) {
        return ResourceLink.parse(certificateLink).map(link -> privateKeys.get(link.toString()));
    }
}
