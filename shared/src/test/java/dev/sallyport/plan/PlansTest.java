package dev.sallyport.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.PlannedChange;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Evidence;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans in Firestore and as JSON, and what tells them apart. */
class PlansTest {
    private static final Instant AT = Instant.parse("2026-11-27T22:00:00Z");
    private static final FieldDifference FIELD = new FieldDifference("iap.enabled", "false", "true");
    private static final PlannedChange SWITCHED = changed("backendServices/web", new Change.Patch(List.of(FIELD)));

    private static StateCloud cloud;
    private static Firestore firestore;
    private static Plans plans;

    @BeforeAll
    static void open() {
        cloud = new StateCloud();
        firestore = FirestoreConnection.open(cloud.settings());
        plans = new Plans(firestore, Duration.ofSeconds(30), Duration.ofDays(90));
    }

    @AfterAll
    static void close() throws Exception {
        firestore.close();
        cloud.close();
    }

    @Test
    void aPlanIsReadAsItWasKept() {
        Plan plan = plan(
                StagePlan.of(
                        new StageName("firewall"),
                        List.of(
                                changed("firewalls/a", new Change.Create()),
                                changed("firewalls/b", new Change.Delete()),
                                changed("firewalls/c", new Change.None()),
                                SWITCHED,
                                changed("instanceTemplates/t-2", new Change.Succeed("t", List.of(FIELD))),
                                changed("addresses/a", new Change.Replace(List.of(FIELD)))),
                        List.of(new Consequence(Consequence.Kind.OUTAGE, "nobody is served"))),
                StagePlan.refused(
                        new StageName("backend"),
                        List.of(changed("healthChecks/h", new Change.Refused("foreign", "hand it over"))),
                        new Change.Refused("foreign", "hand it over")),
                StagePlan.unknown(new StageName("iap"), new TreeSet<>(Set.of(new StageName("backend")))));
        plans.keep("4711", plan);
        assertThat(plans.find("web", "4711")).contains(plan);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "__x__", "night:2026.11.27", "a/b"})
    void anyRequestIdWillDo(String key) {
        Plan plan = plan(StagePlan.of(new StageName("firewall"), List.of(SWITCHED), List.of()));
        plans.keep(key, plan);
        assertThat(plans.find("web", key)).contains(plan);
    }

    @Test
    void aPlanSaysUntilWhenItIsKept() throws Exception {
        plans.keep("kept", plan());
        DocumentSnapshot document =
                firestore.document("deployments/web/plans/kept").get().get();
        assertThat(document.getTimestamp("expires").toDate().toInstant()).isEqualTo(AT.plus(Duration.ofDays(90)));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(plans.find("web", "never")).isEmpty();
    }

    @Test
    void theVerdictIsThatOfTheStages() {
        assertThat(plan(StagePlan.of(new StageName("iap"), List.of(), List.of()))
                        .verdict())
                .isEqualTo(Plan.Verdict.NOTHING_TO_DO);
        assertThat(plan(StagePlan.of(new StageName("iap"), List.of(SWITCHED), List.of()))
                        .verdict())
                .isEqualTo(Plan.Verdict.CHANGES_PENDING);
        assertThat(plan(StagePlan.refused(new StageName("iap"), List.of(), new Change.Refused("no", "ask")))
                        .verdict())
                .isEqualTo(Plan.Verdict.REFUSED);
    }

    @Test
    void theJsonNamesResourceActionAndFields() {
        JsonNode change = PlanJson.write(plan(StagePlan.of(new StageName("iap"), List.of(SWITCHED), List.of())))
                .at("/stages/0/changes/0");
        assertThat(change.toString())
                .isEqualTo("{\"resource\":\"backendServices/web\",\"action\":\"change\",\"fields\":"
                        + "[{\"field\":\"iap.enabled\",\"from\":\"false\",\"to\":\"true\"}]}");
    }

    @ParameterizedTest
    @MethodSource
    void whateverAPlanSaysIsInItsDigest(String other) {
        assertThat(other).isNotEqualTo(digest(2, Direction.PROVISION, SWITCHED));
    }

    static Stream<String> whateverAPlanSaysIsInItsDigest() {
        return Stream.of(
                digest(3, Direction.PROVISION, SWITCHED),
                digest(2, Direction.DESTROY, SWITCHED),
                digest(2, Direction.PROVISION),
                digest(
                        2,
                        Direction.PROVISION,
                        changed(
                                "backendServices/web",
                                new Change.Patch(List.of(new FieldDifference("iap.enabled", "", "true"))))),
                digest(2, Direction.PROVISION, changed("backendServices/other", SWITCHED.change())));
    }

    @Test
    void theSamePlanHasTheSameDigest() {
        assertThat(digest(2, Direction.PROVISION, SWITCHED)).isEqualTo(digest(2, Direction.PROVISION, SWITCHED));
    }

    private static String digest(long generation, Direction direction, PlannedChange... changes) {
        StagePlan stage = StagePlan.of(new StageName("iap"), List.of(changes), List.of());
        return PlanDigest.of(SomeRequest.of("web"), direction, generation, List.of(stage));
    }

    private static PlannedChange changed(String resource, Change change) {
        return new PlannedChange(resource, change);
    }

    private static Plan plan(StagePlan... stages) {
        return new Plan(
                "web",
                "lab-project",
                Plan.Kind.RECHECK,
                Direction.PROVISION,
                7,
                AT,
                "alice",
                List.of(stages),
                List.of(new Evidence("stranger", false, "200", AT)),
                "d1gest");
    }
}
