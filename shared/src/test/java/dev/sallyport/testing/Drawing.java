package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of docs/ that is made from the code, and must not differ from it. */
public final class Drawing {
    private Drawing() {}

    /** Compares the page with what the code says; with {@code -Dsallyport.docs.write=true} it writes the page. */
    public static void check(String page, String expected) throws IOException {
        Path path = Path.of("..", "docs", page);
        if (Boolean.getBoolean("sallyport.docs.write")) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, expected);
        }
        assertThat(path)
                .as("docs/%s; write it anew with -Dsallyport.docs.write=true", page)
                .exists()
                .hasContent(expected);
    }
}
