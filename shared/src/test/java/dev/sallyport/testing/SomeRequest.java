package dev.sallyport.testing;

import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.RequestReader;
import dev.sallyport.request.RequestReading;
import java.nio.charset.StandardCharsets;

/** Requests where it matters only whose they are. */
public final class SomeRequest {
    private static final RequestReader READER = new RequestReader();

    private SomeRequest() {}

    public static ProvisionRequest of(String deployment) {
        return of(deployment, "some-project");
    }

    public static ProvisionRequest of(String deployment, String project) {
        return read(json(deployment, project));
    }

    public static ProvisionRequest protectedFromDestroy(String deployment) {
        return read(json(deployment, "some-project").replaceFirst("\\{", "{\"protect\": true, "));
    }

    private static ProvisionRequest read(String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        return (ProvisionRequest) ((RequestReading.Accepted) READER.read(json)).request();
    }

    public static String json(String deployment, String project) {
        return """
                {"action": "provision", "deployment": "%s", "project": "%s", "principals": ["user:a@example.com"]}
                """.formatted(deployment, project);
    }
}
