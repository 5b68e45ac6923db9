package dev.sallyport.local.functions;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where the classes of a deployable are. */
@FunctionalInterface
public interface ModuleClassPath {
    /**
     * @param module as the list of functions names it
     * @return directories and jars, in order
     * @throws IllegalStateException if they are not there
     */
    List<Path> of(String module);

    /** Modules as Maven leaves them in a checkout: their classes, and the list of jars in {@code target/class-path}. */
    static ModuleClassPath inCheckout(Path root) {
        return module -> {
            Path target = root.resolve(module).resolve("target");
            Path classes = target.resolve("classes");
            Path list = target.resolve("class-path");
            if (!Files.isDirectory(classes) || !Files.isRegularFile(list)) {
                throw new IllegalStateException("module " + module + " is not built: " + classes + " or " + list
                        + " is missing; run mvn package first");
            }
            List<Path> classPath = new ArrayList<>(List.of(classes));
            entries(list).forEach(entry -> classPath.add(Path.of(entry)));
            return classPath;
        };
    }

    private static List<String> entries(Path list) {
        try {
            String text = Files.readString(list).strip();
            return text.isEmpty() ? List.of() : List.of(text.split(Pattern.quote(File.pathSeparator)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class path " + list, e);
        }
    }
}
