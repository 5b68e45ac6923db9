package dev.sallyport.simulation;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.Value;
import dev.sallyport.deployment.StageState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** As much of a deployment's document as the simulation judges by, read from what a function writes. */
record Record(
        String name,
        long generation,
        boolean cancelled,
        Instant updated,
        Map<String, Stage> stages,
        Map<String, Set<String>> predecessors) {
    /** What it says of a stage. */
    record Stage(StageState state, long attempt, Optional<String> holder, Instant until, String error) {
        boolean isHeldByOthers(String message, Instant now) {
            return holder.filter(other -> !other.equals(message)).isPresent() && until.isAfter(now);
        }
    }

    static Record of(Document document) {
        Map<String, Value> fields = document.getFieldsMap();
        Map<String, Stage> stages = new TreeMap<>();
        map(fields.get("stages")).forEach((stage, value) -> stages.put(stage, stage(map(value))));
        return new Record(
                fields.get("name").getStringValue(),
                fields.get("generation").getIntegerValue(),
                fields.get("phase").getStringValue().startsWith("CANCEL"),
                time(fields.get("updated")),
                stages,
                predecessors(fields));
    }

    /** As the generation walks the blueprint that it began with. */
    private static Map<String, Set<String>> predecessors(Map<String, Value> fields) {
        boolean backwards = fields.get("direction").getStringValue().equals("DESTROY");
        Map<String, Set<String>> predecessors = new TreeMap<>();
        for (Value entry : fields.get("blueprint").getArrayValue().getValuesList()) {
            String stage = map(entry).get("stage").getStringValue();
            for (Value before : map(entry).get("after").getArrayValue().getValuesList()) {
                String from = backwards ? stage : before.getStringValue();
                String to = backwards ? before.getStringValue() : stage;
                predecessors.computeIfAbsent(to, none -> new TreeSet<>()).add(from);
            }
        }
        return predecessors;
    }

    private static Stage stage(Map<String, Value> fields) {
        Map<String, Value> lease = fields.containsKey("lease") ? map(fields.get("lease")) : Map.of();
        return new Stage(
                StageState.valueOf(fields.get("state").getStringValue()),
                fields.get("attempt").getIntegerValue(),
                Optional.ofNullable(lease.get("holder")).map(Value::getStringValue),
                lease.containsKey("until") ? time(lease.get("until")) : Instant.MIN,
                fields.containsKey("error")
                        ? map(fields.get("error")).get("message").getStringValue()
                        : "");
    }

    private static Map<String, Value> map(Value value) {
        return value.getMapValue().getFieldsMap();
    }

    private static Instant time(Value value) {
        var timestamp = value.getTimestampValue();
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
