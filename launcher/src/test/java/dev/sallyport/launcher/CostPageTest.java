package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.launcher.CostSheet.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a thousand deployments cost a month follows from what the functions were seen to use; {@link PermissionsTest} has seen it. */
class CostPageTest {
    private static final CostSheet SHEET = CostSheet.read();

    @Test
    void thePageIsComputedFromThem() throws IOException {
        Path path = Checkout.root().resolve("docs/cost.md");
        String page = page();
        if (Boolean.getBoolean("sallyport.docs.write")) {
            Files.writeString(path, page);
        }
        assertThat(path)
                .as("docs/cost.md; write it anew with -Dsallyport.docs.write=true")
                .exists()
                .hasContent(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # What it costs

                Sallyport itself, for %,d deployments in a month, %d in each project; not the VMs, load balancers and addresses of the
                deployments. Each is provisioned once, repaired once and rechecked %d times; %d times somebody changes something by hand that
                it has made, and all are checked by schedule. The list prices are those of %s in %s; free amounts are not taken
                off. Prices, counts and the times of functions are in [infra/cost.yaml](../infra/cost.yaml), with sources.

                | what | runs of functions | messages | documents read | documents written | other calls |
                | --- | --- | --- | --- | --- | --- |
                """.formatted(
                        SHEET.deployments(),
                        SHEET.perProject(),
                        SHEET.workload().get("recheck"),
                        SHEET.workload().get("change"),
                        SHEET.prices().region(),
                        SHEET.prices().date()));
        Stream.of("provision", "repair", "recheck", "change", "sweep")
                .forEach(asked -> page.append(row(asked, SHEET.measured().get(asked))));
        page.append(row("a scheduled check of all", SHEET.scheduledCheck()));
        page.append(row("all in a month", SHEET.month()));
        double sum = SHEET.functions() + SHEET.messages() + SHEET.documents() + SHEET.logs() + SHEET.scheduler();
        return page.append("""

                | | %s a month |
                | --- | --- |
                | Cloud Run functions, %,.0f seconds of a processor and 512 MiB | %.2f |
                | Pub/Sub | %.2f |
                | Firestore, without what is stored | %.2f |
                | Cloud Logging | %.2f |
                | Cloud Scheduler, %d jobs | %.2f |
                | together | %.2f |
                | a deployment | %.4f |

                %.0f of a hundred seconds are those of the scheduled checks, whose functions wait for the answers of Google's APIs; each comes
                every ten minutes (the `schedule` of `compliance` in [infra/functions.yaml](../infra/functions.yaml)), reads a project's lists
                once for all deployments there, and each deployment's documents. A deployment more in a project costs little, a project more
                the most. What Sallyport itself changes makes entries in the audit log, too, each of which starts a function that looks whom it
                concerns. The function that sweeps once a minute costs the same for one deployment and for a thousand. A function that is kept
                warm (`min_instances`) costs about 10 more a month, at the rate for idle instances. What is stored, and its backups, is not
                in it.

                Starts are measured in `bench/run chatops`; what was found about archives is in [0020](decisions/0020-lean-chat-functions.md).

                This page is computed; a test fails when it differs from infra/cost.yaml, or that from what the functions use.
                """.formatted(
                                SHEET.prices().currency(),
                                SHEET.seconds(),
                                SHEET.functions(),
                                SHEET.messages(),
                                SHEET.documents(),
                                SHEET.logs(),
                                CostSheet.schedules().count(),
                                SHEET.scheduler(),
                                sum,
                                sum / SHEET.deployments(),
                                100 * SHEET.secondsOfChecks() / SHEET.seconds()))
                .toString();
    }

    private static String row(String asked, Use use) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %,.0f | %,.0f | %,.0f |\n",
                asked,
                use.requests(),
                use.messages(),
                use.reads(),
                use.writes(),
                use.calls());
    }
}
