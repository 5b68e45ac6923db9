package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.request.Request;
import dev.sallyport.request.RequestReading.Accepted;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The request that a plan is wanted of: the one in a file, or one about a deployment that is there.
 *
 * @param isThere whether the deployment must be there already
 */
record PlanSubject(JsonNode request, String deployment, boolean isThere) {
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    /**
     * What an argument stands for. Faults of a request in a file are printed.
     *
     * @param argument a file, {@code -} for standard input, or a deployment's name
     * @param destroy whether the deployment is to go, whatever the file asks for
     * @return empty if the request has faults
     * @throws BadInput if the argument is neither
     */
    static Optional<PlanSubject> of(String argument, boolean destroy, Surroundings surroundings) {
        if (!isFile(argument) && NAME.matcher(argument).matches()) {
            return Optional.of(about(argument, destroy ? "destroy" : "repair"));
        }
        return new RequestSource(argument, surroundings.in().stream())
                .check(surroundings.err())
                .map(accepted -> destroy ? about(accepted.request().deployment(), "destroy") : in(argument, accepted));
    }

    private static boolean isFile(String argument) {
        try {
            return Files.exists(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static PlanSubject in(String file, Accepted accepted) {
        if (!(accepted.request() instanceof Request.Converging)) {
            throw new BadInput(file + ": asks for nothing that could be planned (expected: a request with the action"
                    + " provision, repair or destroy)");
        }
        return new PlanSubject(accepted.document(), accepted.request().deployment(), false);
    }

    private static PlanSubject about(String deployment, String action) {
        ObjectNode request =
                JsonNodeFactory.instance.objectNode().put("action", action).put("deployment", deployment);
        return new PlanSubject(request, deployment, true);
    }
}
