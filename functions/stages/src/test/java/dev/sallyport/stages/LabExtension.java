package dev.sallyport.stages;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a lab in a project of its own; the cloud and the clients, which are dear to open, are shared. */
final class LabExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        LabCloud cloud = store.computeIfAbsent(LabCloud.class, none -> LabCloud.start(), LabCloud.class);
        int number = store.computeIfAbsent(AtomicInteger.class, none -> new AtomicInteger(), AtomicInteger.class)
                .incrementAndGet();
        return new Lab(cloud, "lab-project-" + number);
    }
}
