package dev.sallyport.local.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Shows rules as {@link FaultRuleReader} reads them, with every default spelled out and how they have fared. */
final class FaultRuleJson {
    private FaultRuleJson() {}

    static ObjectNode shown(ActiveRule active) {
        FaultRule rule = active.rule();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", active.id());
        rule.service().ifPresent(service -> json.put("service", service));
        rule.method().ifPresent(method -> json.put("method", method.text()));
        rule.resource().ifPresent(resource -> json.put(resourceMember(rule), resource.text()));
        json.put("after", rule.after());
        rule.count().ifPresent(count -> json.put("count", count));
        rule.perMinute().ifPresent(quota -> json.put("perMinute", quota));
        json.put("probability", rule.probability()).put("seed", rule.seed());
        add(rule.fault(), json);
        return json.put("fitting", active.fitting()).put("hits", active.hits());
    }

    private static String resourceMember(FaultRule rule) {
        if (rule.fault().isOfDelivery()) {
            return "subscription";
        }
        return rule.resourceIsRegex() ? "resourceRegex" : "resource";
    }

    private static void add(Fault fault, ObjectNode json) {
        if (fault instanceof Fault.Failure failure) {
            json.putObject("error")
                    .put("status", failure.httpStatus())
                    .put("code", failure.code().name())
                    .put("reason", failure.reason())
                    .put("message", failure.message());
        } else if (fault instanceof Fault.Latency latency) {
            json.put("latency", latency.by().toString());
        } else if (fault instanceof Fault.Delay delay) {
            json.put("delay", delay.by().toString());
        } else if (fault instanceof Fault.Reorder reorder) {
            json.put("reorder", reorder.within().toString());
        } else {
            json.put(fault instanceof Fault.LostAnswer ? "lostAnswer" : "duplicate", true);
        }
    }
}
