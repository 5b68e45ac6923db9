package dev.sallyport.local.recorded;

import java.util.List;
import java.util.Optional;

/**
 * Why exchanges do not match, as recorded/reasons.yaml has it.
 *
 * @param threshold the share of the real exchanges that has to match, from 0 to 1
 */
record Reasons(double threshold, List<Reason> reasons) {

    /**
     * A reason and where it holds.
     *
     * @param type of resource; null for any
     * @param fields that differ; whole subtrees
     * @param recordings null for any
     */
    record Reason(String reason, String type, List<String> fields, List<String> recordings) {

        private boolean covers(Result result, Difference difference) {
            return (type == null || type.equals(result.type()))
                    && (recordings == null
                            || recordings.contains(result.recording().name()))
                    && fields.stream().anyMatch(field -> within(difference.field(), field));
        }

        private static boolean within(String path, String field) {
            return path.equals(field) || path.startsWith(field + ".") || path.startsWith(field + "[");
        }
    }

    static Reasons load() {
        return Yaml.read("reasons.yaml", Reasons.class);
    }

    Optional<Reason> of(Result result, Difference difference) {
        return reasons.stream()
                .filter(reason -> reason.covers(result, difference))
                .findFirst();
    }

    /** Whether every difference has its reason; one that the server's speed makes needs none. */
    boolean explain(Result result) {
        return result.differences().stream()
                .allMatch(difference ->
                        difference.isTiming() || of(result, difference).isPresent());
    }
}
