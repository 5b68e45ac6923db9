package dev.sallyport.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The figures for programs; times in seconds. */
final class LoadJson {
    private LoadJson() {}

    static ObjectNode of(LoadFigures figures) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("deployments", figures.fleet().size())
                .put("projects", figures.projects())
                .put("seconds", figures.seconds())
                .put("perMinute", figures.perMinute())
                .put("residentMebibytes", figures.residentMebibytes())
                .put("threads", figures.threads())
                .put("processorSeconds", figures.processorSeconds());
        put(node.putObject("whole"), figures.whole());
        ObjectNode stages = node.putObject("stages");
        for (StageTimes stage : StageTimes.of(figures.fleet())) {
            ObjectNode entry = stages.putObject(stage.stage().value()).put("attempts", stage.attempts());
            put(entry.putObject("waits"), stage.waited());
            put(entry.putObject("works"), stage.worked());
        }
        bill(node.putObject("together"), figures.together());
        bill(node.putObject("alone"), figures.alone());
        return node;
    }

    private static void put(ObjectNode node, Latencies latencies) {
        for (int percent : new int[] {50, 90, 99, 100}) {
            node.put("p" + percent, latencies.percentile(percent).toNanos() / 1e9);
        }
    }

    private static void bill(ObjectNode node, Bill bill) {
        put(node.putObject("calls"), bill.calls());
        put(node.putObject("documents"), bill.documents());
        put(node.putObject("messages"), bill.messages());
        put(node.putObject("runs"), bill.runs());
        put(node.putObject("micros"), bill.micros());
    }

    private static void put(ObjectNode node, Map<String, Long> counts) {
        counts.forEach(node::put);
    }
}
