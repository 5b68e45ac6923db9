package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.Phase;
import dev.sallyport.deployment.StageState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A request that comes while another one's stages run, and a request that comes twice. */
class SupersedingTest {
    private static final String COMPUTE = "/compute/v1/projects/" + Lab.PROJECT + "/";
    private static final String GROUP = COMPUTE + "regions/us-central1/instanceGroupManagers/my-managed-instance-group";
    private static final StageName INSTANCE_GROUP = new StageName("instance-group");

    @Test
    void aChangedSizeTakesOverWhileTheGroupIsMadeAndNothingIsWrittenTwiceAtOnce() {
        try (Lab lab = Lab.open()) {
            // Long enough for the second chain to come as far as the group meanwhile.
            lab.api().json(lab.api().send("POST", "/-/faults", """
                            {"method": "regionInstanceGroupManagers.insert", "count": 1, "latency": "PT6S"}
                            """));
            lab.provisionUntil(at -> at.stage(INSTANCE_GROUP).state() == StageState.RUNNING
                    && calls(lab).anyMatch(call -> call.has("running")));
            ObjectNode changed = (ObjectNode) Lab.request();
            changed.withObject("/instanceGroup").put("size", 5);

            Deployment end =
                    lab.await(lab.house().publish(changed), at -> at.phase().isEnd());

            assertThat(end.phase()).as(end.stages().toString()).isEqualTo(Phase.PROTECTED);
            assertThat(end.generation()).isEqualTo(2);
            assertThat(end.request().instanceGroup().size()).isEqualTo(5);
            assertThat(lab.api().json(lab.api().get(GROUP)).path("targetSize").asInt())
                    .isEqualTo(5);
            assertThat(lab.api()
                            .json(lab.api().send("POST", GROUP + "/listManagedInstances", ""))
                            .path("managedInstances"))
                    .hasSize(5)
                    .allMatch(vm -> vm.path("instanceStatus").asText().equals("RUNNING"));
            assertTheFirstWasOvertakenAtTheGroup(lab.house().deployments().events("lab"));
            assertAttemptsAreInOrder(end, lab.house().deployments().events("lab"));
            assertNoTwoWriteOneResourceAtOnce(lab);
            assertNoTwoCallsWriteTheGroupAtOnce(lab);
        }
    }

    @Test
    void theSameRequestInSeveralMessagesIsOneRun() {
        try (Lab lab = Lab.open()) {
            ObjectNode request = ((ObjectNode) Lab.request()).put("requestId", "one-and-the-same");
            lab.house().publish(request);
            lab.house().publish(request);
            Deployment end = lab.await("one-and-the-same", at -> at.phase() == Phase.PROTECTED);
            Map<String, String> before = lab.inventory().take();

            String data = Base64.getEncoder().encodeToString(request.toString().getBytes(StandardCharsets.UTF_8));
            assertThat(lab.deliver("intake", data, "a-third-message")).isEqualTo(200);

            assertThat(lab.house().deployments().find("lab")).contains(end);
            assertThat(end.generation()).isEqualTo(1);
            List<Event> events = lab.house().deployments().events("lab");
            assertThat(events)
                    .filteredOn(event -> event.kind() == Event.Kind.ACCEPTED)
                    .singleElement()
                    .satisfies(accepted -> assertThat(accepted.generation()).isEqualTo(1));
            assertThat(events).noneMatch(event -> event.kind() == Event.Kind.REFUSED);
            assertThat(events)
                    .filteredOn(event -> event.kind() == Event.Kind.DONE)
                    .extracting(Event::where)
                    .doesNotHaveDuplicates()
                    .hasSameSizeAs(end.stages().keySet());
            assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
        }
    }

    /** Else the test would show nothing: the second request came too early or too late. */
    private static void assertTheFirstWasOvertakenAtTheGroup(List<Event> events) {
        assertThat(ofGroup(events, 1))
                .extracting(Event::kind)
                .contains(Event.Kind.STARTED)
                .doesNotContain(Event.Kind.DONE);
        assertThat(ofGroup(events, 2)).extracting(Event::kind).contains(Event.Kind.STARTED, Event.Kind.DONE);
    }

    private static List<Event> ofGroup(List<Event> events, long generation) {
        return events.stream()
                .filter(event -> event.where().equals(INSTANCE_GROUP.value()))
                .filter(event -> event.generation() == generation)
                .toList();
    }

    /** Attempts are counted over the generations: none is given twice, and none of the first begins after one of the second. */
    private static void assertAttemptsAreInOrder(Deployment end, List<Event> events) {
        end.stages().keySet().forEach(stage -> {
            List<Event> starts = events.stream()
                    .filter(event -> event.where().equals(stage.value()))
                    .filter(event -> event.kind() == Event.Kind.STARTED)
                    .toList();
            assertThat(starts).as(stage.value()).isNotEmpty();
            assertThat(starts).extracting(Event::generation).as(stage.value()).isSorted();
            for (int number = 1; number <= starts.size(); number++) {
                assertThat(starts.get(number - 1).text()).as(stage.value()).isEqualTo("attempt " + number);
            }
        });
    }

    /** Calls that write the group, of which there is one only; a call may take longer than its operation. */
    private static Stream<JsonNode> calls(Lab lab) {
        JsonNode page = lab.api()
                .json(lab.api().get("/-/requests?service=compute&method=regionInstanceGroupManagers.*&limit=2000"));
        return StreamSupport.stream(page.path("requests").spliterator(), false)
                .filter(call -> !call.path("method").asText().matches(".*\\.(get|list.*)"));
    }

    private static void assertNoTwoCallsWriteTheGroupAtOnce(Lab lab) {
        List<Write> writes = calls(lab)
                .map(call -> {
                    Instant start = Instant.parse(call.path("time").asText());
                    long micros = (long) (1000 * call.path("millis").asDouble());
                    return new Write(call.path("method").asText(), start, start.plus(micros, ChronoUnit.MICROS));
                })
                .sorted(Comparator.comparing(Write::start))
                .toList();

        assertThat(writes).hasSizeGreaterThan(1);
        for (int later = 1; later < writes.size(); later++) {
            assertThat(writes.get(later).start())
                    .as(writes.toString())
                    .isAfterOrEqualTo(writes.get(later - 1).end());
        }
    }

    private record Write(String what, Instant start, Instant end) {}

    private static void assertNoTwoWriteOneResourceAtOnce(Lab lab) {
        Map<String, List<Write>> writes = new HashMap<>();
        for (String scope : List.of("global", "regions/us-central1")) {
            lab.api()
                    .json(lab.api().get(COMPUTE + scope + "/operations"))
                    .path("items")
                    .forEach(operation -> writes.computeIfAbsent(
                                    operation.path("targetLink").asText(), target -> new ArrayList<>())
                            .add(write(operation)));
        }

        assertThat(writes.keySet()).anyMatch(target -> target.endsWith(GROUP));
        assertThat(writes).hasSizeGreaterThan(8).allSatisfy((target, all) -> {
            all.sort(Comparator.comparing(Write::start).thenComparing(Write::end));
            for (int later = 1; later < all.size(); later++) {
                assertThat(all.get(later).start())
                        .as(target + ": " + all)
                        .isAfterOrEqualTo(all.get(later - 1).end());
            }
        });
        assertThat(writes.entrySet())
                .filteredOn(written -> written.getKey().endsWith(GROUP))
                .singleElement()
                .satisfies(written -> assertThat(written.getValue()).hasSizeGreaterThan(1));
    }

    private static Write write(JsonNode operation) {
        return new Write(
                operation.path("operationType").asText(), time(operation, "insertTime"), time(operation, "endTime"));
    }

    private static Instant time(JsonNode operation, String field) {
        return OffsetDateTime.parse(operation.path(field).asText()).toInstant();
    }
}
