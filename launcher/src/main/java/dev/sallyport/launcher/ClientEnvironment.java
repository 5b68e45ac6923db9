package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment variables by which other people's programs find a local cloud: gcloud (<a
 * href="https://cloud.google.com/sdk/docs/properties">its properties</a>), Terraform's google provider (<a
 * href="https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/provider_reference">its custom
 * endpoints</a>) and Google's client libraries.
 */
final class ClientEnvironment {
    /** Terraform insists on a token; nobody looks at it. */
    private static final String ANY_TOKEN = "local-cloud";

    private static final List<String> GCLOUD_APIS = List.of(
            "CLOUDRESOURCEMANAGER",
            "FIRESTORE",
            "IAMCREDENTIALS",
            "IAP",
            "LOGGING",
            "ORGPOLICY",
            "PUBSUB",
            "SECRETMANAGER",
            "SERVICEUSAGE");

    private static final List<String> TERRAFORM_PRODUCTS = List.of(
            "FIRESTORE", "IAM_CREDENTIALS", "IAP", "PUBSUB", "RESOURCE_MANAGER", "SECRET_MANAGER", "SERVICE_USAGE");

    private final Map<String, String> variables = new LinkedHashMap<>();

    private ClientEnvironment(String apiEndpoint, String internetProxy, String project) {
        String api = "http://" + apiEndpoint + "/";
        gcloud(api, project);
        terraform(api, project);
        libraries(apiEndpoint, project);
        variables.put("SALLYPORT_API_ENDPOINT", apiEndpoint);
        variables.put("SALLYPORT_INTERNET_PROXY", internetProxy);
    }

    /**
     * @param apiEndpoint {@code host:port} of the APIs
     * @param internetProxy {@code host:port} of the proxy to the cloud's external addresses
     * @param project the project to work in unless a command names another
     */
    static ClientEnvironment of(String apiEndpoint, String internetProxy, String project) {
        return new ClientEnvironment(apiEndpoint, internetProxy, project);
    }

    /** A line each, for a shell to read. */
    List<String> exports() {
        return variables.entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    /** An object with a member for each variable. */
    String json() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        variables.forEach(object::put);
        return object.toPrettyString();
    }

    private void gcloud(String api, String project) {
        variables.put("CLOUDSDK_AUTH_DISABLE_CREDENTIALS", "true");
        variables.put("CLOUDSDK_CORE_PROJECT", project);
        variables.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE", api + "compute/v1/");
        GCLOUD_APIS.forEach(name -> variables.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_" + name, api));
    }

    private void terraform(String api, String project) {
        variables.put("GOOGLE_OAUTH_ACCESS_TOKEN", ANY_TOKEN);
        variables.put("GOOGLE_PROJECT", project);
        variables.put("GOOGLE_COMPUTE_CUSTOM_ENDPOINT", api + "compute/v1/");
        TERRAFORM_PRODUCTS.forEach(name -> variables.put("GOOGLE_" + name + "_CUSTOM_ENDPOINT", api + "v1/"));
        variables.put("GOOGLE_LOGGING_CUSTOM_ENDPOINT", api + "v2/");
        variables.put("GOOGLE_ORG_POLICY_CUSTOM_ENDPOINT", api + "v2/");
        variables.put("GOOGLE_RESOURCE_MANAGER_V3_CUSTOM_ENDPOINT", api + "v3/");
    }

    private void libraries(String apiEndpoint, String project) {
        variables.put("GOOGLE_CLOUD_PROJECT", project);
        variables.put("PUBSUB_EMULATOR_HOST", apiEndpoint);
        variables.put("FIRESTORE_EMULATOR_HOST", apiEndpoint);
    }
}
