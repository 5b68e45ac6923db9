package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sallyport.launcher.CostSheet.Use;
import dev.sallyport.local.functions.FunctionSpec;
import dev.sallyport.local.functions.FunctionsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The functions' permissions are those that their calls take, no more and no less; and costs are computed from what was
 * used meanwhile.
 */
class PermissionsTest {
    private static final FunctionsFile LIST = FunctionsFile.read(Checkout.root().resolve("infra/functions.yaml"));

    private static List<ObservedCall> calls;
    private static Map<String, Use> uses;
    private static Map<String, SortedMap<String, SortedSet<String>>> taken;

    @BeforeAll
    static void runEverything() {
        FullRun run = FullRun.of(LIST);
        calls = run.calls();
        uses = run.uses();
        PermissionTable table = PermissionTable.read();
        taken = calls.stream()
                .collect(Collectors.groupingBy(
                        ObservedCall::function,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), table::taken)));
    }

    @Test
    void eachFunctionHasThePermissionsThatItsCallsTake() {
        StringBuilder right = new StringBuilder();
        for (FunctionSpec function : LIST.functions()) {
            Set<String> needed =
                    taken.getOrDefault(function.name(), new TreeMap<>()).keySet();
            if (!List.copyOf(needed).equals(function.permissions())) {
                right.append("  - name: " + function.name() + "\n    permissions:\n");
                needed.forEach(permission -> right.append("      - " + permission + "\n"));
            }
        }
        if (!right.isEmpty()) {
            fail("infra/functions.yaml: these functions have other permissions than they use, which are:\n" + right);
        }
    }

    @Test
    void everyTopicThatIsPublishedToIsInTheList() {
        Set<String> topics = LIST.functions().stream()
                .map(FunctionSpec::trigger)
                .filter(FunctionSpec.Topic.class::isInstance)
                .map(FunctionSpec.Topic.class::cast)
                .map(FunctionSpec.Topic::topic)
                .collect(Collectors.toCollection(TreeSet::new));
        topics.addAll(LIST.topics());

        Set<String> published = calls.stream()
                .filter(call -> call.method().equals("Publisher.Publish"))
                .map(call -> call.resource().substring(call.resource().lastIndexOf('/') + 1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(published).hasSizeGreaterThan(10).isSubsetOf(topics);
    }

    @Test
    void thePageGivesTheReasonOfEach() throws IOException {
        String page = PermissionsPage.of(LIST, taken);
        var path = Checkout.root().resolve("docs/permissions.md");
        if (Boolean.getBoolean("sallyport.docs.write")) {
            Files.writeString(path, page);
        }
        assertThat(path)
                .as("docs/permissions.md; write it anew with -Dsallyport.docs.write=true")
                .exists()
                .hasContent(page);
    }

    @Test
    void costsAreComputedFromWhatWasUsed() {
        Map<String, Use> written = CostSheet.read().measured();

        assertThat(written.keySet()).isEqualTo(uses.keySet());
        uses.forEach((what, use) -> assertThat(written.get(what))
                .as("infra/cost.yaml, %s; measured: %s", what, uses)
                .usingRecursiveComparison()
                .withComparatorForType(PermissionsTest::apartByMoreThanATenth, Double.class)
                .isEqualTo(use));
    }

    private static int apartByMoreThanATenth(double written, double seen) {
        return Math.abs(written - seen) <= seen / 10 ? 0 : Double.compare(written, seen);
    }
}
