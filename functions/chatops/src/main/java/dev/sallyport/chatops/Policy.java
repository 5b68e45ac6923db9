package dev.sallyport.chatops;

import dev.sallyport.grammar.Verb;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who may do what, and where. What no rule allows is refused.
 *
 * @param people the ids of one and the same person in several chats, by the name they share here
 * @param groups members by group: ids, or {@code person:NAME}
 * @param twoPeople what one person may not do without another
 */
record Policy(
        Map<String, Set<String>> people, Map<String, Set<String>> groups, List<Rule> rules, List<Matter> twoPeople) {
    private static final String ANYBODY = "*";

    /** Nobody may do anything. */
    static final Policy NOTHING = new Policy(Map.of(), Map.of(), List.of(), List.of());

    /**
     * What is allowed.
     *
     * @param who ids, {@code person:NAME}, {@code group:NAME} or {@code *}
     * @param where ids of channels and spaces, or {@code *}
     */
    record Rule(Set<String> who, Set<String> where, Matter matter) {}

    /**
     * What a rule is about.
     *
     * @param deployments patterns in which {@code *} stands for any characters
     */
    record Matter(Set<Verb> verbs, Set<String> deployments) {
        /** A command that is about no deployment in particular matches any. */
        boolean matches(Verb verb, Optional<String> deployment) {
            return verbs.contains(verb)
                    && (deployment.isEmpty()
                            || deployments.stream().anyMatch(pattern -> matches(pattern, deployment.get())));
        }

        private static boolean matches(String pattern, String name) {
            return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), name);
        }
    }

    /** Whether the person may do that, there. */
    boolean allows(Asker asker, Verb verb, Optional<String> deployment) {
        return rules.stream()
                .filter(rule -> rule.matter().matches(verb, deployment))
                .filter(rule -> rule.where().contains(ANYBODY) || rule.where().contains(asker.place()))
                .anyMatch(rule -> isAmong(asker.id(), rule.who()));
    }

    boolean needsTwo(Verb verb, Optional<String> deployment) {
        return twoPeople.stream().anyMatch(matter -> matter.matches(verb, deployment));
    }

    /** Whether both ids are one person's. */
    boolean isSamePerson(String id, String other) {
        return id.equals(other) || people.values().stream().anyMatch(ids -> ids.contains(id) && ids.contains(other));
    }

    /** Who may do that, by the rules' own words; each with the places where. */
    Map<String, Set<String>> whoMay(Verb verb, Optional<String> deployment) {
        return rules.stream()
                .filter(rule -> rule.matter().matches(verb, deployment))
                .flatMap(rule -> rule.who().stream().map(who -> Map.entry(who, rule.where())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Policy::both, LinkedHashMap::new));
    }

    private boolean isAmong(String id, Set<String> who) {
        return who.contains(ANYBODY) || who.stream().anyMatch(entry -> isMeant(id, entry));
    }

    private boolean isMeant(String id, String entry) {
        if (entry.startsWith("group:")) {
            return groups.get(entry.substring("group:".length())).stream().anyMatch(member -> isMeant(id, member));
        }
        if (entry.startsWith("person:")) {
            return people.get(entry.substring("person:".length())).contains(id);
        }
        return entry.equals(id);
    }

    private static Set<String> both(Set<String> places, Set<String> more) {
        Set<String> all = new LinkedHashSet<>(places);
        all.addAll(more);
        return all;
    }
}
