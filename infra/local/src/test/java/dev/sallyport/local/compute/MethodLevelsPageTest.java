package dev.sallyport.local.compute;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The page that lists every method is made from the data the API itself decides by. */
class MethodLevelsPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "local-cloud", "compute-methods.md");
    private static final ComputeFixture CLOUD = new ComputeFixture();

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @Test
    void thePageSaysWhatTheApiDoes() throws IOException {
        String page = page(CLOUD.compute.levels());
        if (Boolean.getBoolean("sallyport.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("write it anew with -Dsallyport.docs.write=true").hasContent(page);
    }

    private static String page(Map<String, MethodLevel> levels) {
        return """
                # Compute Engine: every method and how far it goes

                Made from the code; [compute.md](compute.md) says what the levels rest on.

                | level | methods | what to expect |
                |---|---|---|
                %s
                | collection | real | generic | absent |
                |---|---|---|---|
                %s""".formatted(totals(levels), collections(levels));
    }

    private static String totals(Map<String, MethodLevel> levels) {
        return List.of(MethodLevel.values()).stream()
                .map(level -> "| %s | %d | %s |\n"
                        .formatted(
                                level.name().toLowerCase(Locale.ROOT),
                                levels.values().stream().filter(level::equals).count(),
                                level.meaning()))
                .collect(joining());
    }

    private static String collections(Map<String, MethodLevel> levels) {
        return levels.keySet().stream()
                .collect(groupingBy(MethodLevelsPageTest::collection, TreeMap::new, groupingBy(levels::get)))
                .entrySet()
                .stream()
                .map(row -> "| %s | %s | %s | %s |\n"
                        .formatted(
                                row.getKey(),
                                methods(row.getValue(), MethodLevel.REAL),
                                methods(row.getValue(), MethodLevel.GENERIC),
                                methods(row.getValue(), MethodLevel.ABSENT)))
                .collect(joining());
    }

    private static String collection(String method) {
        return method.split("\\.")[1];
    }

    private static String methods(Map<MethodLevel, List<String>> byLevel, MethodLevel level) {
        return byLevel.getOrDefault(level, List.of()).stream()
                .map(method -> method.split("\\.")[2])
                .collect(joining(", "));
    }
}
