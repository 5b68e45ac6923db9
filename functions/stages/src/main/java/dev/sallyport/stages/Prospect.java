package dev.sallyport.stages;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Direction;
import dev.sallyport.request.ProvisionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is planned for: a request as it would be carried out, and what is on record.
 *
 * @param request what the deployment is to be like, or was
 * @param generation the one it would be
 * @param remembered what each stage has left behind before
 * @param neighbours what the project's other deployments are to be like
 * @param now by the database's clock
 */
record Prospect(
        ProvisionRequest request,
        Direction direction,
        long generation,
        Map<StageName, Map<String, String>> remembered,
        Supplier<List<ProvisionRequest>> neighbours,
        Instant now) {}
