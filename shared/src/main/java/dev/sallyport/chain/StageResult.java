package dev.sallyport.chain;

import dev.sallyport.deployment.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stage leaves behind once everything it stands for is true, or what outside it waits for.
 *
 * @param outputs what later stages and people need to know, by name; never a secret
 * @param evidence what was proven on the way
 * @param missing what is missing outside, in words that complete "waiting for"; empty if everything is true
 */
public record StageResult(Map<String, String> outputs, List<Evidence> evidence, Optional<String> missing) {
    public StageResult {
        outputs = Map.copyOf(outputs);
        evidence = List.copyOf(evidence);
    }

    public StageResult(Map<String, String> outputs, List<Evidence> evidence) {
        this(outputs, evidence, Optional.empty());
    }

    public static StageResult of(Map<String, String> outputs) {
        return new StageResult(outputs, List.of());
    }

    /**
     * All that can be done is done, and something outside is still missing. The stage is called again about every minute
     * for as long as that takes, which does not count against its limit.
     *
     * @param reason what is missing, in words that complete "waiting for", such as {@code the certificate of
     *     app.example.com, whose DNS record must be 203.0.113.7}
     */
    public static StageResult waiting(String reason) {
        return new StageResult(Map.of(), List.of(), Optional.of(reason));
    }
}
