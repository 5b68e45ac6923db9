package dev.sallyport.launcher;

import com.google.api.AnnotationsProto;
import com.google.cloud.compute.v1.Compute;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything that is in a project, as its APIs list it: one answer per Compute collection, operations included, so that
 * a change undone again shows too; and the IAP policy of each backend service. The collections come from Google's
 * descriptors, so that none is forgotten.
 */
final class Inventory {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final int NOT_IMPLEMENTED = 501;

    private final RestApi api;
    private final String project;
    private final Map<String, List<String>> values;

    Inventory(RestApi api, String project, String region, List<String> zones) {
        this.api = api;
        this.project = project;
        this.values = Map.of("project", List.of(project), "region", List.of(region), "zone", zones);
    }

    /** As {@link #take()}, without the operations: what there is, and not how it came about. */
    Map<String, String> takeWithoutOperations() {
        Map<String, String> answers = take();
        answers.keySet().removeIf(path -> path.endsWith("/operations"));
        return answers;
    }

    /** The answers' bodies by what was asked. */
    Map<String, String> take() {
        Map<String, String> answers = new TreeMap<>();
        Compute.getDescriptor().getServices().stream()
                .flatMap(service -> service.getMethods().stream())
                .filter(method -> method.getName().equals("List"))
                .flatMap(this::paths)
                .forEach(path -> list(path, answers));
        policies(answers);
        return answers;
    }

    private void list(String path, Map<String, String> answers) {
        HttpResponse<String> response = api.get(path);
        if (response.statusCode() == 200) {
            answers.put(path, response.body());
        } else if (response.statusCode() != NOT_IMPLEMENTED) {
            throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
        }
    }

    private void policies(Map<String, String> answers) {
        String number = api.json(api.get("/v1/projects/" + project))
                .path("projectNumber")
                .asText();
        api.json(api.get("/compute/v1/projects/" + project + "/global/backendServices"))
                .path("items")
                .forEach(service -> {
                    String path = "/v1/projects/" + number + "/iap_web/compute/services/"
                            + service.path("id").asText() + ":getIamPolicy";
                    answers.put(
                            path,
                            api.send("POST", path, "{\"options\": {\"requestedPolicyVersion\": 3}}")
                                    .body());
                });
    }

    /** The method's path with each value there is for its variables; none if it has others. */
    private Stream<String> paths(MethodDescriptor method) {
        String template =
                method.getOptions().getExtension(AnnotationsProto.http).getGet();
        Stream<String> paths = Stream.of(template);
        Matcher variable = VARIABLE.matcher(template);
        while (variable.find()) {
            String name = variable.group(1);
            paths = paths.flatMap(path ->
                    values.getOrDefault(name, List.of()).stream().map(value -> path.replace("{" + name + "}", value)));
        }
        return paths.filter(path -> !path.contains("{"));
    }
}
