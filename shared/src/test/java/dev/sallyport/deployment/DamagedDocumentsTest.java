package dev.sallyport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.Timestamp;
import com.google.cloud.firestore.Firestore;
import com.google.protobuf.ByteString;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.PlannedChange;
import dev.sallyport.failure.Failure;
import dev.sallyport.failure.Poison;
import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.Ledger;
import dev.sallyport.finding.Observation;
import dev.sallyport.finding.RepairPlan;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.plan.Consequence;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Plans;
import dev.sallyport.plan.StagePlan;
import dev.sallyport.request.Request;
import dev.sallyport.testing.Damage;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever is wrong with a document, whoever reads it says so by a failure of one of the three kinds, and no damaged document
 * keeps others from being read. {@code -Dsallyport.fuzz.documents=N} tries so many damages of each kind of document instead of
 * a few, {@code -Dsallyport.fuzz.seed=N} others.
 */
final class DamagedDocumentsTest {
    private static final int DAMAGES = Integer.getInteger("sallyport.fuzz.documents", 60);
    private static final long SEED = Long.getLong("sallyport.fuzz.seed", 1);
    private static final StageName WALL = new StageName("wall");
    private static final StageName DOOR = new StageName("door");
    private static final Blueprint BLUEPRINT = Blueprint.of(wallBeforeDoor());
    private static final Instant AT = Instant.parse("2026-11-28T10:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration RETENTION = Duration.ofDays(90);

    private static StateCloud cloud;
    private static Firestore firestore;
    private static Deployments deployments;
    private static Plans plans;
    private static FindingStore findings;
    private static DeadLetterStore letters;

    @BeforeAll
    static void open() {
        cloud = new StateCloud();
        firestore = FirestoreConnection.open(cloud.settings());
        deployments = new Deployments(firestore, BLUEPRINT);
        plans = new Plans(firestore, Duration.ofSeconds(30), RETENTION);
        findings = new FindingStore(firestore, Duration.ofSeconds(30), RETENTION);
        letters = new DeadLetterStore(firestore, Duration.ofSeconds(30), RETENTION);
    }

    @AfterAll
    static void close() {
        firestore.shutdownNow();
        cloud.close();
    }

    @BeforeEach
    void aGoodDeployment() {
        deployments.accept(SomeRequest.of("good"), RequestMessage.undated("m-good"));
    }

    @Test
    void aDamagedDeploymentIsNamedAndHidesNoOther() {
        Map<String, Object> written = deployment("web");

        damages(written).forEach(damage -> {
            write("deployments/web", damage.to(written));
            failsWell(damage, () -> deployments.find("web"));
            failsWell(damage, () -> deployments.claim("web", 1, DOOR, "m", LEASE));
            failsWell(damage, () -> deployments.steer(new Request.Retry("web"), RequestMessage.undated("m")));
            failsWell(
                    damage,
                    () -> deployments.neighbours(deployments.find("good").orElseThrow()));
            assertThat(deployments.all()).as("%s", damage).anyMatch(DamagedDocumentsTest::isGood);
            assertThat(deployments.unattended()).as("%s", damage).anyMatch(at -> isGood(at.deployment()));
        });
    }

    @Test
    void aDamagedEventIsNamedAndHidesNoOther() {
        deployments.refused("told", RequestMessage.undated("first"), "refused");
        deployments.refused("told", RequestMessage.undated("second"), "refused");
        String path = "deployments/told/events/" + Events.refusedId("first");
        Map<String, Object> written = read(path);

        damages(written).forEach(damage -> {
            write(path, damage.to(written));
            failsWell(damage, () -> deployments.answer("told", "first"));
            assertThat(deployments.events("told"))
                    .as("%s", damage)
                    .anyMatch(event -> event.id().equals(Events.refusedId("second")));
        });
    }

    @Test
    void aDamagedPlanIsNamed() {
        plans.keep("k", plan());
        String path = "deployments/web/plans/k";
        Map<String, Object> written = read(path);

        List<Map<String, Object>> all = new ArrayList<>();
        damages(written).forEach(damage -> all.add(damage.to(written)));
        all.addAll(withDamagedText(written, "plan"));
        all.forEach(damaged -> {
            write(path, damaged);
            failsWell(damaged, () -> plans.find("web", "k"));
            failsWell(damaged, () -> plans.withDigest("web", plan().digest()));
        });
    }

    @Test
    void damagedFindingsAreNamedAndHideNoOthers() {
        Deployment good = deployments.find("good").orElseThrow();
        findings.enter(good, DamagedDocumentsTest::found);
        deployments.accept(SomeRequest.of("checked"), RequestMessage.undated("m-checked"));
        Deployment web = deployments.find("checked").orElseThrow();
        findings.enter(web, DamagedDocumentsTest::found);
        Map<String, Object> written = read("compliance/checked");

        List<Map<String, Object>> all = new ArrayList<>();
        damages(written).forEach(damage -> all.add(damage.to(written)));
        all.addAll(withDamagedText(written, "record"));
        all.forEach(damaged -> {
            write("compliance/checked", damaged);
            failsWell(damaged, () -> findings.find("checked"));
            failsWell(damaged, () -> findings.enter(web, DamagedDocumentsTest::found));
            write("compliance/checked", damaged);
            failsWell(damaged, () -> findings.mute(mute("checked"), RequestMessage.undated("m")));
            write("compliance/checked", damaged);
            assertThat(findings.all())
                    .as("%s", damaged)
                    .anyMatch(known -> known.deployment().equals("good"));
        });
    }

    @Test
    void aDamagedDeadLetterIsNamedAndHidesNoOther() {
        letters.keep(letter("1"));
        letters.keep(letter("2"));
        Map<String, Object> written = read("deadLetters/1");

        damages(written).forEach(damage -> {
            write("deadLetters/1", damage.to(written));
            failsWell(damage, () -> letters.find("1"));
            assertThat(letters.all()).as("%s", damage).anyMatch(DamagedDocumentsTest::isSecond);
            assertThat(letters.undecided()).as("%s", damage).anyMatch(DamagedDocumentsTest::isSecond);
        });
    }

    /** Some of all damages, others for another seed. */
    private static List<Damage> damages(Map<String, Object> document) {
        return some(Damage.all(document));
    }

    private static <T> List<T> some(List<T> all) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(SEED));
        return shuffled.subList(0, Math.min(DAMAGES, shuffled.size()));
    }

    /** The same document, with JSON in one of its fields that is damaged. */
    private static List<Map<String, Object>> withDamagedText(Map<String, Object> document, String field) {
        ObjectMapper mapper = new ObjectMapper();
        try {
            String json = (String) document.get(field);
            Map<String, Object> parsed = mapper.readValue(json, new TypeReference<>() {});
            List<Map<String, Object>> all = new ArrayList<>();
            for (Damage damage : damages(parsed)) {
                Map<String, Object> damaged = new HashMap<>(document);
                damaged.put(field, written(mapper, damage.to(parsed)));
                all.add(damaged);
            }
            return all;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Of what JSON has no type for, the text. */
    private static String written(ObjectMapper mapper, Object value) throws JsonProcessingException {
        return mapper.writer().withoutAttribute("").writeValueAsString(mapper.convertValue(plain(value), Object.class));
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((name, child) -> plain.put(String.valueOf(name), plain(child)));
            return plain;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(DamagedDocumentsTest::plain).toList();
        }
        return value == null
                        || value instanceof String
                        || value instanceof Boolean
                        || value instanceof Integer
                        || value instanceof Long
                ? value
                : value.toString();
    }

    private static void failsWell(Object damage, Runnable reading) {
        try {
            reading.run();
        } catch (Failure failure) {
            assertThat(failure.getCause() == null || failure instanceof Poison)
                    .as("%s: %s, because of %s", damage, failure, failure.getCause())
                    .isTrue();
        } catch (RuntimeException e) {
            throw new AssertionError(damage + ": " + e, e);
        }
    }

    private static boolean isGood(Deployment deployment) {
        return deployment.name().equals("good");
    }

    private static boolean isSecond(DeadLetterStore.Kept kept) {
        return kept.letter().id().equals("2");
    }

    /** A document in which every field that there can be is there. */
    private static Map<String, Object> deployment(String name) {
        deployments.accept(SomeRequest.of(name), RequestMessage.undated("m1"));
        Attempt wall = granted(name, WALL);
        deployments.complete(wall, Map.of("rule", "r"), List.of(new Evidence("closed", true, "closed", AT)));
        Attempt door = granted(name, DOOR);
        deployments.operationsStarted(door, Map.of("insert", "operations/1", "delete", "operations/2"));
        deployments.operationsEnded(door, Set.of("delete"));
        deployments.remember(door, "address", "a");
        deployments.steer(
                new Request.Pause(name, "a freeze", Optional.of(AT.plus(Duration.ofDays(3650)))),
                RequestMessage.undated("m2"));
        Map<String, Object> written = new HashMap<>(read("deployments/" + name));
        put(written, List.of("stages", "door", "error"), Map.of("message", "no", "remedy", "yes"));
        put(written, List.of("stages", "door", "finished"), Timestamp.now());
        put(
                written,
                List.of("stages", "door", "waiting"),
                Map.of("reason", "DNS", "since", Timestamp.now(), "due", Timestamp.now()));
        return written;
    }

    private static void put(Map<String, Object> document, List<Object> path, Object value) {
        document.putAll(new Damage(path, Optional.of(value)).to(document));
    }

    private static Attempt granted(String name, StageName stage) {
        return ((Claim.Granted) deployments.claim(name, 1, stage, "m-" + stage, LEASE)).attempt();
    }

    private static Plan plan() {
        return new Plan(
                "web",
                "some-project",
                Plan.Kind.PLAN,
                Direction.PROVISION,
                1,
                AT,
                "alice",
                List.of(
                        StagePlan.of(
                                WALL,
                                List.of(new PlannedChange("firewalls/a", new Change.Create())),
                                List.of(new Consequence(Consequence.Kind.NETWORK, "closed"))),
                        StagePlan.refused(DOOR, List.of(), new Change.Refused("foreign", "hand it over"))),
                List.of(new Evidence("closed", true, "closed", AT)),
                "digest");
    }

    private static RepairPlan found(Compliance before, Instant now) {
        Observation seen = new Observation("iap-on", "backendServices/web", "IAP is off", Map.of("on", "false"));
        Ledger.Entry entry = Ledger.enter(before, List.of(seen), 1, now);
        return new RepairPlan(entry, new java.util.TreeSet<>(), List.of());
    }

    private static Request.Mute mute(String deployment) {
        return new Request.Mute(deployment, "iap-on", "maintenance", AT.plus(Duration.ofDays(1)));
    }

    private static DeadLetter letter(String id) {
        return new DeadLetter(
                id,
                "given up",
                "wall",
                ByteString.copyFromUtf8("{}"),
                true,
                Optional.of("web"),
                Optional.of(new DeadLetter.Start(WALL, 1)));
    }

    private static Map<String, Object> read(String path) {
        return get(firestore.document(path).get()).getData();
    }

    private static void write(String path, Map<String, Object> document) {
        get(firestore.document(path).set(document));
    }

    private static <T> T get(com.google.api.core.ApiFuture<T> call) {
        return new FirestoreCalls(Duration.ofSeconds(30)).await("preparing a test", call);
    }

    private static Map<StageName, List<StageName>> wallBeforeDoor() {
        Map<StageName, List<StageName>> stages = new LinkedHashMap<>();
        stages.put(WALL, List.of());
        stages.put(DOOR, List.of(WALL));
        return stages;
    }
}
