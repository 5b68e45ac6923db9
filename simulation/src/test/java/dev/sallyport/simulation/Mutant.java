package dev.sallyport.simulation;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The functions with a fault put in on purpose: one source file is compiled with a few changes, and its classes are taken
 * instead of the right ones. A simulation that finds nothing then would find nothing ever.
 *
 * @param source the file, relative to the checkout
 * @param changes what is to stand where
 */
record Mutant(String source, List<Change> changes) {
    /** What stands in the source exactly once, and what is put in its place. */
    record Change(String there, String instead) {}

    /** Loads the functions' classes anew, with the fault. */
    ClassLoader load(Path folder) {
        Path changed = folder.resolve(Path.of(source).getFileName());
        try {
            Files.writeString(changed, text());
            compile(changed, folder);
            return new FunctionsFirst(folder.toUri().toURL());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() throws IOException {
        String text = Files.readString(Checkout.file(source));
        for (Change change : changes) {
            int at = text.indexOf(change.there());
            if (at < 0 || text.indexOf(change.there(), at + 1) >= 0) {
                throw new IllegalStateException(source + " does not have exactly once: " + change.there());
            }
            text = text.replace(change.there(), change.instead());
        }
        return text;
    }

    private static void compile(Path file, Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
            Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(file);
            List<String> options = List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
            if (!compiler.getTask(null, files, null, options, null, sources).call()) {
                throw new IllegalStateException(file + " does not compile");
            }
        }
    }

    /** Has classes of its own for all that functions are made of, and everybody's for the rest. */
    private static final class FunctionsFirst extends URLClassLoader {
        private static final List<String> OTHERS =
                List.of("dev.sallyport.local.", "dev.sallyport.simulation.", "dev.sallyport.bench.");

        FunctionsFirst(URL changed) {
            super(urls(changed), Mutant.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean own = name.startsWith("dev.sallyport.") && OTHERS.stream().noneMatch(name::startsWith);
            if (!own) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }

        private static URL[] urls(URL changed) {
            List<URL> urls = new ArrayList<>(List.of(changed));
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                urls.add(url(Path.of(entry).toUri()));
            }
            return urls.toArray(URL[]::new);
        }

        private static URL url(URI place) {
            try {
                return place.toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
