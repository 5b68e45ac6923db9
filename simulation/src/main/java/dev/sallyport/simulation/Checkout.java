package dev.sallyport.simulation;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources lie that this was built from. */
final class Checkout {
    private Checkout() {}

    /** @throws IllegalStateException if the working directory is not in a checkout */
    static Path file(String relative) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("infra/functions.yaml"))) {
                return folder.resolve(relative);
            }
        }
        throw new IllegalStateException("the working directory is in no checkout of Sallyport");
    }
}
