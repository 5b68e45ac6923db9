package dev.sallyport.local.functions;

import com.google.cloud.functions.invoker.BackgroundFunctionExecutor;
import com.google.cloud.functions.invoker.HttpFunctionExecutor;
import dev.sallyport.local.usage.Usage;
import java.net.URI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.ThreadPool;

/** A function behind a server of its own on loopback. */
final class HostedFunction implements AutoCloseable {
    private final FunctionSpec spec;
    private final Server server;
    private final ServerConnector connector;

    private HostedFunction(FunctionSpec spec, Server server, ServerConnector connector) {
        this.spec = spec;
        this.server = server;
        this.connector = connector;
    }

    /** @throws IllegalStateException if the class is not there, is no function or cannot be made */
    static HostedFunction start(FunctionSpec spec, ClassLoader loader, ThreadPool threads, Usage usage) {
        Server server = new Server(threads);
        ServerConnector connector = connector(server);
        server.addConnector(connector);
        server.setHandler(limited(new CountedRuns(executor(spec, loader), spec.name(), usage), spec.concurrency()));
        server.setStopTimeout(0);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("function " + spec.name() + " did not start", e);
        }
        return new HostedFunction(spec, server, connector);
    }

    FunctionSpec spec() {
        return spec;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("function " + spec.name() + " did not stop", e);
        }
    }

    /** The selector accepts connections as well, so that a function at rest occupies one thread only. */
    private static ServerConnector connector(Server server) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        // Jetty would keep 84 KiB of headers for each connection, and a push that waits for its turn has one.
        configuration.setHeaderCacheSize(0);
        ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setPort(0);
        return connector;
    }

    /** Requests beyond the function's concurrency wait, as they do at an instance of Cloud Run. */
    private static Handler limited(Handler executor, int concurrency) {
        QoSHandler limited = new QoSHandler(executor);
        limited.setMaxRequestCount(concurrency);
        return limited;
    }

    private static Handler executor(FunctionSpec spec, ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> function = loader.loadClass(spec.entryPoint());
            return spec.trigger() instanceof FunctionSpec.Http
                    ? HttpFunctionExecutor.forClass(function)
                    : BackgroundFunctionExecutor.forClass(function);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "function " + spec.name() + ": module " + spec.module() + " has no class " + spec.entryPoint(), e);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "function " + spec.name() + ": " + spec.entryPoint() + " cannot be made: " + e.getMessage(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
