package dev.sallyport.stages;

import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.FirewallList;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.sallyport.converge.ResourceCollection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The firewall rules that had to go, as they were. They are kept before they are deleted, so that they can be put back
 * whatever happens in between.
 */
final class RemovedRules {
    /** The output: a JSON document of Compute Engine's own type, with the rules as {@code items}. */
    static final String OUTPUT = "removed";

    private RemovedRules() {}

    static Optional<String> remembered(StageWork work) {
        return work.context().remembered(OUTPUT);
    }

    static void rememberBeforeRemoval(StageWork work) {
        ResourceCollection<Firewall> collection = work.collections().firewalls();
        Map<String, Firewall> rules = new LinkedHashMap<>();
        remembered(work)
                .map(RemovedRules::read)
                .ifPresent(known -> known.getItemsList().forEach(rule -> rules.put(rule.getName(), rule)));
        Map<String, Firewall> before = Map.copyOf(rules);
        work.request()
                .firewall()
                .remove()
                .forEach(name -> collection.find(name).ifPresent(rule -> rules.put(name, rule)));
        if (!rules.equals(before)) {
            work.context()
                    .remember(
                            OUTPUT,
                            write(FirewallList.newBuilder()
                                    .addAllItems(rules.values())
                                    .build()));
        }
    }

    static FirewallList read(String json) {
        FirewallList.Builder rules = FirewallList.newBuilder();
        try {
            JsonFormat.parser().ignoringUnknownFields().merge(json, rules);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("output " + OUTPUT + " is not what this stage wrote", e);
        }
        return rules.build();
    }

    private static String write(FirewallList rules) {
        try {
            return JsonFormat.printer().omittingInsignificantWhitespace().print(rules);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message without Any can be printed", e);
        }
    }
}
