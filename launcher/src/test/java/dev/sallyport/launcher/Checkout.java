package dev.sallyport.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The checkout that the tests run in. */
public final class Checkout {
    private Checkout() {}

    /** The folder that holds {@code infra/functions.yaml}. */
    public static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("infra/functions.yaml")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the tests do not run inside a checkout of Sallyport"));
    }
}
