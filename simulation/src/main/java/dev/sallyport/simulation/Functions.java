package dev.sallyport.simulation;

import com.google.cloud.functions.CloudEventsFunction;
import dev.sallyport.local.functions.FunctionSpec;
import dev.sallyport.local.functions.FunctionsFile;
import io.cloudevents.CloudEvent;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The functions of the chain as one process has them, made by the names in infra/functions.yaml. Their classes come from
 * a class loader that the caller chooses, so that nothing here may know their types.
 */
final class Functions {
    private static final Set<String> MODULES = Set.of("functions/intake", "functions/stages");
    private static final List<FunctionSpec> SPECS = specs();

    /** Where functions are cheap to make, and may know something from one invocation to the next. */
    private static final String OF_MEMORY = "functions/intake";

    private final ClassLoader loader;
    private final Class<?> runtimeClass;
    private final Map<String, CloudEventsFunction> byName = new LinkedHashMap<>();
    private final Object runtime;

    /** @param nanoTime what functions measure time by */
    Functions(ClassLoader loader, Surroundings surroundings, LongSupplier nanoTime) {
        this.loader = loader;
        try {
            runtimeClass = loader.loadClass("dev.sallyport.chain.ChainRuntime");
            runtime = runtime(loader, runtimeClass, surroundings, nanoTime);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the functions cannot be made", e);
        }
        SPECS.forEach(this::make);
    }

    /** What a function is told of its surroundings. */
    record Surroundings(
            String project, String apiEndpoint, String internetProxy, Duration functionTimeout, Duration stageLimit) {}

    /** The topic that each function works on, by the function's name. */
    static Map<String, String> topics() {
        Map<String, String> topics = new LinkedHashMap<>();
        SPECS.forEach(spec -> topics.put(spec.name(), ((FunctionSpec.Topic) spec.trigger()).topic()));
        return topics;
    }

    void call(String function, CloudEvent event) throws Exception {
        byName.get(function).accept(event);
    }

    /** What functions know from invocations before is gone, as in a new process. */
    void forget() {
        SPECS.stream().filter(spec -> spec.module().equals(OF_MEMORY)).forEach(this::make);
    }

    /** Lets go of the connections that are not let go of with the thread. */
    void close() {
        if (runtime instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("the functions cannot be closed", e);
            }
        }
    }

    private static List<FunctionSpec> specs() {
        return FunctionsFile.read(Checkout.file("infra/functions.yaml")).functions().stream()
                .filter(spec -> MODULES.contains(spec.module()))
                .filter(spec -> spec.trigger() instanceof FunctionSpec.Topic)
                .toList();
    }

    private void make(FunctionSpec spec) {
        try {
            Constructor<?> constructor = loader.loadClass(spec.entryPoint()).getDeclaredConstructor(runtimeClass);
            constructor.setAccessible(true);
            byName.put(spec.name(), (CloudEventsFunction) constructor.newInstance(runtime));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the function " + spec.name() + " cannot be made", e);
        }
    }

    private static Object runtime(ClassLoader loader, Class<?> type, Surroundings surroundings, LongSupplier nanoTime)
            throws ReflectiveOperationException {
        Class<?> settingsClass = loader.loadClass("dev.sallyport.settings.Settings");
        Class<?> blueprintClass = loader.loadClass("dev.sallyport.blueprint.Blueprint");
        Object settings = settingsClass
                .getConstructor(
                        String.class,
                        Optional.class,
                        Optional.class,
                        Optional.class,
                        Duration.class,
                        Duration.class,
                        Duration.class)
                .newInstance(
                        surroundings.project(),
                        Optional.of(surroundings.apiEndpoint()),
                        Optional.of(surroundings.internetProxy()),
                        Optional.empty(),
                        surroundings.functionTimeout(),
                        surroundings.stageLimit(),
                        Duration.ofDays(400));
        Object blueprint = blueprintClass.getMethod("protectedApplication").invoke(null);
        Method of = type.getDeclaredMethod("of", settingsClass, blueprintClass, LongSupplier.class);
        of.setAccessible(true);
        try {
            return of.invoke(null, settings, blueprint, nanoTime);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("no runtime", e.getCause());
        }
    }
}
