package dev.sallyport.launcher.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Deployment;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Deployments, a line for each. */
public final class DeploymentTable {
    private static final List<String> HEADING = List.of("NAME", "PROJECT", "PHASE", "GENERATION", "SINCE", "URL");
    private static final String GAP = "  ";

    private DeploymentTable() {}

    /**
     * Prints them for people, or as one JSON array.
     *
     * @param line takes each line
     */
    public static void print(List<Deployment> deployments, boolean json, Consumer<String> line) {
        if (json) {
            line.accept(json(deployments));
        } else if (deployments.isEmpty()) {
            line.accept("There is no deployment yet.");
        } else {
            lines(deployments).forEach(line);
        }
    }

    private static List<String> lines(List<Deployment> deployments) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADING));
        deployments.forEach(deployment -> rows.add(row(deployment)));
        List<Integer> widths = IntStream.range(0, HEADING.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell)
                    .append(" ".repeat(widths.get(column) - cell.length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static List<String> row(Deployment deployment) {
        return List.of(
                deployment.name(),
                deployment.project(),
                deployment.phase().name().toLowerCase(Locale.ROOT),
                Long.toString(deployment.generation()),
                deployment.updated().truncatedTo(ChronoUnit.SECONDS).toString(),
                Outcome.url(deployment).orElse(""));
    }

    private static String json(List<Deployment> deployments) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        deployments.forEach(deployment -> {
            ObjectNode node = array.addObject()
                    .put("deployment", deployment.name())
                    .put("project", deployment.project())
                    .put("phase", deployment.phase().name())
                    .put("generation", deployment.generation())
                    .put("since", deployment.updated().toString());
            Outcome.url(deployment).ifPresent(url -> node.put("url", url));
        });
        return array.toPrettyString();
    }
}
