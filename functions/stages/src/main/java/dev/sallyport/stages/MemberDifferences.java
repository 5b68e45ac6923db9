package dev.sallyport.stages;

import com.google.type.Expr;
import dev.sallyport.converge.FieldDifference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who gains a role and who loses it, one by one. */
final class MemberDifferences {
    private static final String GRANTED = "granted";

    private MemberDifferences() {}

    /**
     * @param there members by the condition they are under
     * @param wanted the same as it should be
     */
    static List<FieldDifference> between(Map<Expr, Set<String>> there, Map<Expr, Set<String>> wanted) {
        Map<String, String> from = grants(there);
        Map<String, String> to = grants(wanted);
        Set<String> members = new TreeSet<>(from.keySet());
        members.addAll(to.keySet());
        return members.stream()
                .map(member -> new FieldDifference(
                        "members[" + member + "]", from.getOrDefault(member, ""), to.getOrDefault(member, "")))
                .filter(difference -> !difference.from().equals(difference.to()))
                .toList();
    }

    /** The member that a difference is about. */
    static String member(FieldDifference difference) {
        String path = difference.path();
        return path.substring(path.indexOf('[') + 1, path.length() - 1);
    }

    private static Map<String, String> grants(Map<Expr, Set<String>> members) {
        Map<String, String> grants = new TreeMap<>();
        members.forEach((condition, those) ->
                those.forEach(member -> grants.merge(member, words(condition), MemberDifferences::both)));
        return grants;
    }

    private static String words(Expr condition) {
        return condition.getExpression().isEmpty() ? GRANTED : GRANTED + " if " + condition.getExpression();
    }

    private static String both(String one, String other) {
        return one.compareTo(other) < 0 ? one + ", " + other : other + ", " + one;
    }
}
