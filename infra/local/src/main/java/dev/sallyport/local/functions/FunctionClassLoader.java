package dev.sallyport.local.functions;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Loads the classes of one deployable, apart from the host's and from other deployables'. Of the host it sees what the
 * Functions Framework shows functions: the JDK, com.google.cloud.functions and io.cloudevents. The functions' settings
 * are a resource of it, since the environment variables of a process are the same for all in it.
 */
final class FunctionClassLoader extends URLClassLoader {
    static final String ENVIRONMENT = "META-INF/function-environment.properties";

    private final byte[] environment;

    FunctionClassLoader(String module, List<Path> classPath, Map<String, String> environment) {
        super("functions:" + module, urls(classPath), new HostClasses());
        this.environment = properties(environment);
    }

    @Override
    public URL findResource(String name) {
        return name.equals(ENVIRONMENT) ? environmentUrl() : super.findResource(name);
    }

    private URL environmentUrl() {
        try {
            return new URL(null, "function-environment:/" + ENVIRONMENT, new InMemory(environment));
        } catch (MalformedURLException e) {
            throw new IllegalStateException("the URL is constant and has its own handler", e);
        }
    }

    private static byte[] properties(Map<String, String> environment) {
        Properties properties = new Properties();
        properties.putAll(environment);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static URL[] urls(List<Path> classPath) {
        return classPath.stream().map(FunctionClassLoader::url).toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a file: " + path, e);
        }
    }

    /** The part of the host that functions see. */
    private static final class HostClasses extends ClassLoader {
        private final ClassLoader host = FunctionClassLoader.class.getClassLoader();

        HostClasses() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (isShared(name)) {
                return host.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }

        /** Packages below com.google.cloud.functions are the framework's own and none of the functions' business. */
        private static boolean isShared(String name) {
            String api = "com.google.cloud.functions.";
            return name.startsWith("io.cloudevents.")
                    || name.startsWith(api) && Character.isUpperCase(name.charAt(api.length()));
        }
    }

    private static final class InMemory extends URLStreamHandler {
        private final byte[] content;

        InMemory(byte[] content) {
            this.content = content;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
