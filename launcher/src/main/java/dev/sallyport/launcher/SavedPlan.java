package dev.sallyport.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanJson;
import dev.sallyport.request.RequestReader;
import dev.sallyport.request.RequestReading.Accepted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A plan in a file, {@code {"of": REQUEST, "plan": PLAN}}: what was asked for, and what was shown.
 *
 * @param apply the request to carry out what was asked for, if the plan still holds
 */
record SavedPlan(JsonNode apply, String deployment, String project) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * @throws BadInput if the file cannot be written
     */
    static void write(Path file, JsonNode request, Plan plan) {
        ObjectNode saved = JsonNodeFactory.instance.objectNode();
        saved.set("of", request);
        saved.set("plan", PlanJson.write(plan));
        try {
            Files.writeString(file, saved.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be written: " + e.getMessage() + " (expected: a path for a new file)");
        }
    }

    /**
     * @throws BadInput if there is no such file, or it holds no plan
     */
    static SavedPlan read(Path file) {
        JsonNode saved = json(file);
        ObjectNode apply = JsonNodeFactory.instance.objectNode().put("action", "apply");
        apply.set("of", saved.path("of"));
        apply.set("plan", saved.at("/plan/digest"));
        byte[] request = apply.toString().getBytes(StandardCharsets.UTF_8);
        if (new RequestReader().read(request) instanceof Accepted accepted) {
            return new SavedPlan(
                    accepted.document(),
                    accepted.request().deployment(),
                    saved.at("/plan/project").asText());
        }
        throw notOne(file);
    }

    private static JsonNode json(Path file) {
        try {
            return MAPPER.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new BadInput(file + ": there is no such file (expected: a plan, written by plan --save)");
        } catch (JsonProcessingException e) {
            throw notOne(file);
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be read: " + e.getMessage() + " (expected: a readable file)");
        }
    }

    private static BadInput notOne(Path file) {
        return new BadInput(file + ": is no plan (expected: one that plan --save has written, as it was written)");
    }
}
