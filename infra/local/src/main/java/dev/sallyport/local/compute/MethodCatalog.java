package dev.sallyport.local.compute;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What each method of the Compute API is, what answers it and how far the local cloud goes in it. */
final class MethodCatalog {
    private final Behaviours behaviours;
    private final Map<MethodDescriptor, ComputeMethod> methods = new ConcurrentHashMap<>();
    private final Map<ComputeMethod, Optional<Action<Message>>> derived = new ConcurrentHashMap<>();

    MethodCatalog(Behaviours behaviours) {
        this.behaviours = behaviours;
    }

    ComputeMethod of(MethodDescriptor descriptor) {
        return methods.computeIfAbsent(descriptor, ComputeMethod::of);
    }

    /** What a method of the collection's own does: as its behaviour says, else as can be read off names and types. */
    Optional<Action<Message>> action(ComputeMethod method) {
        return own(method).or(() -> method.kind() == MethodKind.CUSTOM ? derived(method) : Optional.empty());
    }

    MethodLevel level(ComputeMethod method) {
        if (own(method).isPresent() || method.collection().equals("operations")) {
            return MethodLevel.REAL;
        }
        if (method.kind() == MethodKind.CUSTOM) {
            return derived(method).isPresent() ? MethodLevel.GENERIC : MethodLevel.ABSENT;
        }
        return behaviours.has(method.collection()) && !method.isNested() ? MethodLevel.REAL : MethodLevel.GENERIC;
    }

    private Optional<Action<Message>> own(ComputeMethod method) {
        return Optional.ofNullable(
                behaviours.<Message>of(method.collection()).actions().get(method.name()));
    }

    private Optional<Action<Message>> derived(ComputeMethod method) {
        return derived.computeIfAbsent(method, DerivedActions::of);
    }
}
