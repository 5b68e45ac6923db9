package dev.sallyport.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.PlannedChange;
import dev.sallyport.deployment.Direction;
import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanJson;
import dev.sallyport.plan.StagePlan;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanReportTest {
    private static final String URL = "https://www.googleapis.com/compute/v1/projects/lab-project/";

    @Test
    void linksAreShortForPeopleAndWholeForPrograms() {
        Plan plan = changing(new FieldDifference(
                "instanceTemplate",
                URL + "global/instanceTemplates/old",
                "projects/lab-project/global/instanceTemplates/new"));

        assertThat(lines(plan)).contains("        instanceTemplate  instanceTemplates/old -> instanceTemplates/new");
        assertThat(PlanJson.write(plan).toString()).contains("\"from\":\"" + URL + "global/instanceTemplates/old\"");
    }

    @Test
    void linksThatDifferInTheirRegionAloneAreWhole() {
        FieldDifference region = new FieldDifference(
                "group",
                "projects/p/regions/us-east1/instanceGroups/g",
                "projects/p/regions/us-west1/instanceGroups/g");

        assertThat(String.join(" ", lines(changing(region)))).contains("regions/us-east1/", "regions/us-west1/");
    }

    private static List<String> lines(Plan plan) {
        return PlanReport.lines(plan, Display.file());
    }

    private static Plan changing(FieldDifference difference) {
        PlannedChange change = new PlannedChange("backendServices/web", new Change.Patch(List.of(difference)));
        return new Plan(
                "lab",
                "lab-project",
                Plan.Kind.PLAN,
                Direction.PROVISION,
                1,
                Instant.EPOCH,
                "alice",
                List.of(StagePlan.of(new StageName("backend"), List.of(change), List.of())),
                List.of(),
                "d1gest");
    }
}
