package dev.sallyport.local.compute;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The rules of a policy: a list whose members are told apart by their priority. Firewall policies and security policies
 * of every scope have the same methods for them.
 *
 * @param list field with the rules
 */
record RuleActions(String list) {
    private static final int FIRST_FREE = 1;

    /** addRule, getRule, patchRule, removeRule, the same for packet mirroring rules, cloneRules and copyRules. */
    static Optional<Action<Message>> of(ComputeMethod method) {
        RuleActions actions =
                new RuleActions(method.name().endsWith("PacketMirroringRule") ? "packet_mirroring_rules" : "rules");
        String type = method.descriptor().getName();
        return Optional.ofNullable(
                switch (method.name()) {
                    case "addRule", "addPacketMirroringRule" -> new Action.Change<>(type, actions::add);
                    case "patchRule", "patchPacketMirroringRule" -> new Action.Change<>(type, actions::patch);
                    case "removeRule", "removePacketMirroringRule" -> new Action.Change<>(type, actions::remove);
                    case "getRule", "getPacketMirroringRule" -> new Action.Answer<>(actions::get);
                    case "cloneRules" -> new Action.Change<>(type, RuleActions::clone);
                    case "copyRules" -> new Action.Change<>(type, RuleActions::copy);
                    default -> null;
                });
    }

    private Message add(Transaction transaction, Link link, Message current, Call call) {
        Message.Builder rule = call.body().toBuilder();
        List<Message> rules = rules(current);
        if (!rule.hasField(priorityField(rule.build()))) {
            Fields.set(rule, "priority", free(rules, call));
        }
        int priority = priority(rule.build());
        if (indexOf(rules, priority).isPresent()) {
            throw Refusals.invalidValue(
                    "resource.priority", Integer.toString(priority), "Cannot have rules with the same priorities.");
        }
        rules.add(rule.build());
        return with(current, rules);
    }

    private Message patch(Transaction transaction, Link link, Message current, Call call) {
        List<Message> rules = rules(current);
        int index = index(link, rules, call);
        Message patched = MergePatch.apply(rules.get(index), call.body(), call.json());
        boolean taken = IntStream.range(0, rules.size())
                .anyMatch(other -> other != index && priority(rules.get(other)) == priority(patched));
        if (taken) {
            throw Refusals.invalidValue(
                    "resource.priority",
                    Integer.toString(priority(patched)),
                    "Cannot have rules with the same priorities.");
        }
        rules.set(index, patched);
        return with(current, rules);
    }

    private Message remove(Transaction transaction, Link link, Message current, Call call) {
        List<Message> rules = rules(current);
        rules.remove(index(link, rules, call));
        return with(current, rules);
    }

    private Message get(Transaction transaction, Call call) {
        Link link = call.link();
        List<Message> rules = rules(CommonMethods.existing(transaction, link));
        return rules.get(index(link, rules, call));
    }

    /** Replaces all rules by those of another policy. */
    private static Message clone(Transaction transaction, Link link, Message current, Call call) {
        return replaced(transaction, current, call, link, "source_firewall_policy");
    }

    private static Message copy(Transaction transaction, Link link, Message current, Call call) {
        return replaced(transaction, current, call, link, "source_security_policy");
    }

    private static Message replaced(Transaction transaction, Message current, Call call, Link link, String parameter) {
        String source = call.parameter(parameter);
        if (source.isEmpty()) {
            throw Refusals.requiredParameter(parameter(call, parameter));
        }
        Link from = Link.parse(source, link.project())
                .or(() -> Optional.of(link.named(source.replaceFirst(".*/", ""))))
                .map(transaction::canonical)
                .orElseThrow();
        RuleActions rules = new RuleActions("rules");
        return rules.with(current, rules.rules(CommonMethods.existing(transaction, from)));
    }

    private static String parameter(Call call, String name) {
        return call.request().getDescriptorForType().findFieldByName(name).getJsonName();
    }

    /** A priority that no rule has, from {@code minPriority} to {@code maxPriority}. */
    private int free(List<Message> rules, Call call) {
        int least = call.number("min_priority", FIRST_FREE);
        int most = call.number("max_priority", Integer.MAX_VALUE - 1);
        return IntStream.rangeClosed(least, most)
                .filter(priority -> indexOf(rules, priority).isEmpty())
                .findFirst()
                .orElseThrow(() -> Refusals.requiredField("resource.priority"));
    }

    private int index(Link link, List<Message> rules, Call call) {
        int priority = call.number("priority", 0);
        return indexOf(rules, priority).orElseThrow(() -> absent(link, priority));
    }

    private static ApiException absent(Link link, int priority) {
        String policy = Reference.noun(link.collection()).replace('_', ' ').toLowerCase(Locale.ROOT);
        return Refusals.invalidValue(
                "priority",
                Integer.toString(priority),
                "The " + policy + " does not contain a rule at priority " + priority + ".");
    }

    private static OptionalInt indexOf(List<Message> rules, int priority) {
        return IntStream.range(0, rules.size())
                .filter(index -> priority(rules.get(index)) == priority)
                .findFirst();
    }

    private static int priority(Message rule) {
        return (int) rule.getField(priorityField(rule));
    }

    private static FieldDescriptor priorityField(Message rule) {
        return rule.getDescriptorForType().findFieldByName("priority");
    }

    private List<Message> rules(Message policy) {
        return new ArrayList<>(Fields.messages(policy, list));
    }

    private Message with(Message policy, List<Message> rules) {
        List<Message> sorted = rules.stream()
                .sorted(Comparator.comparing(RuleActions::priority))
                .toList();
        Message.Builder changed = policy.toBuilder();
        Fields.set(changed, list, sorted);
        return changed.build();
    }
}
