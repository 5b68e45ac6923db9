package dev.sallyport.local;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a local cloud, one for all test classes of the JVM, and projects of their own in it.
 *
 * <pre>{@code
 * @ExtendWith(LocalCloudExtension.class)
 * class MyTest {
 *     @Test
 *     void aFact(LocalCloud cloud, @FreshProject String project) {}
 * }
 * }</pre>
 *
 * <p>The shared cloud has no functions, and its clock is everybody's: a test that moves time or hosts functions starts a
 * local cloud of its own by {@link LocalCloud#builder}.
 */
public final class LocalCloudExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LocalCloudExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalCloud.class || type == String.class && parameter.isAnnotated(FreshProject.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        return parameter.getParameter().getType() == LocalCloud.class ? sharedCloud(store) : freshProject(store);
    }

    /** The store closes the cloud when the last test has run. */
    private static LocalCloud sharedCloud(Store store) {
        return store.computeIfAbsent(LocalCloud.class, key -> LocalCloud.start(), LocalCloud.class);
    }

    private static String freshProject(Store store) {
        AtomicInteger counter =
                store.computeIfAbsent(AtomicInteger.class, key -> new AtomicInteger(), AtomicInteger.class);
        return "test-project-" + counter.incrementAndGet();
    }
}
