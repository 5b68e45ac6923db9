package dev.sallyport.local.compute;

import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each method of the Compute API is and how far the local cloud goes in it. */
final class MethodCatalog {
    private final Behaviours behaviours;
    private final Map<MethodDescriptor, ComputeMethod> methods = new ConcurrentHashMap<>();

    MethodCatalog(Behaviours behaviours) {
        this.behaviours = behaviours;
    }

    ComputeMethod of(MethodDescriptor descriptor) {
        return methods.computeIfAbsent(descriptor, ComputeMethod::of);
    }

    MethodLevel level(ComputeMethod method) {
        if (method.collection().isEmpty() || method.collection().equals("projects") && !real(method)) {
            return MethodLevel.ABSENT;
        }
        if (method.collection().equals("operations")) {
            return MethodLevel.REAL;
        }
        if (method.kind() == MethodKind.CUSTOM) {
            return real(method) ? MethodLevel.REAL : MethodLevel.ABSENT;
        }
        return behaviours.has(method.collection()) ? MethodLevel.REAL : MethodLevel.GENERIC;
    }

    private boolean real(ComputeMethod method) {
        return method.kind() == MethodKind.GET && behaviours.has(method.collection())
                || behaviours.of(method.collection()).actions().containsKey(method.name());
    }
}
