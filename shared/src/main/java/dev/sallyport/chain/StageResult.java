package dev.sallyport.chain;

import dev.sallyport.deployment.Evidence;
import java.util.List;
import java.util.Map;

/**
 * What a stage leaves behind once everything it stands for is true.
 *
 * @param outputs what later stages and people need to know, by name; never a secret
 * @param evidence what was proven on the way
 */
public record StageResult(Map<String, String> outputs, List<Evidence> evidence) {
    public StageResult {
        outputs = Map.copyOf(outputs);
        evidence = List.copyOf(evidence);
    }

    public static StageResult of(Map<String, String> outputs) {
        return new StageResult(outputs, List.of());
    }
}
