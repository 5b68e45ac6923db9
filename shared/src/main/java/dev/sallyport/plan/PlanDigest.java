package dev.sallyport.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.converge.Digest;
import dev.sallyport.deployment.Direction;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.RequestWriter;
import java.util.List;

/** Tells plans apart by what they say: the request, the generation, and every change from what was seen. */
public final class PlanDigest {
    private PlanDigest() {}

    /**
     * SHA-256 in lower-case hexadecimal.
     *
     * @param specification what the deployment is to be like, or was
     */
    public static String of(
            ProvisionRequest specification, Direction direction, long generation, List<StagePlan> stages) {
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        said.set("request", RequestWriter.write(specification));
        said.put("direction", direction.name()).put("generation", generation);
        said.set("stages", PlanJson.changes(stages));
        return Digest.of(said.toString());
    }
}
