package dev.sallyport.local.firestore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.api.ErrorFormat;

/**
 * Fields and operations of the Firestore Admin API v1 in its JSON form, as gcloud and Terraform speak it, for what
 * time-to-live policies need of it.
 */
final class FieldAdmin implements HttpService {
    /** The paths it serves, as a pattern of Armeria's. */
    static final String PATHS = "regex:^/v1/projects/[^/]+/databases/[^/]+/"
            + "(collectionGroups/[^/]+/fields(/[^/]+)?|operations/[^/:]+)$";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TTL_FILTER = "ttlConfig:*";
    private static final String OWN_INDEXES_FILTER = "indexConfig.usesAncestorConfig:false";

    private final TimeToLive timeToLive;
    private final FieldOperations operations;

    FieldAdmin(TimeToLive timeToLive, FieldOperations operations) {
        this.timeToLive = timeToLive;
        this.operations = operations;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(request.aggregate()
                .thenApplyAsync(whole -> answer(context, whole).toHttpResponse(), context.blockingTaskExecutor()));
    }

    private AggregatedHttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        try {
            JsonNode answer = answer(context.decodedPath().substring("/v1/".length()), context, request);
            return AggregatedHttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, answer.toPrettyString() + "\n");
        } catch (FirestoreException e) {
            return ErrorFormat.GRPC.response(ApiException.of(e.status()));
        } catch (ApiException e) {
            return ErrorFormat.GRPC.response(e);
        }
    }

    private JsonNode answer(String name, ServiceRequestContext context, AggregatedHttpRequest request) {
        String call = request.method() + " " + name;
        if (call.matches("GET .*/operations/[^/]+")) {
            return operations.get(name);
        }
        if (call.matches("GET .*/fields")) {
            return list(FieldName.parse(name + "/*"), String.valueOf(context.queryParam("filter")));
        }
        if (call.matches("GET .*/fields/[^/]+")) {
            return shown(FieldName.parse(name));
        }
        if (call.matches("PATCH .*/fields/[^/]+")) {
            return update(FieldName.parse(name), context.queryParam("updateMask"), body(request));
        }
        throw ApiException.notFound("There is no method for " + request.method() + " " + context.path() + ".");
    }

    /** All on one page: there are never many. */
    private JsonNode list(FieldName all, String filter) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        switch (filter.replace(" ", "").replace("ttl_config", "ttlConfig")) {
            case TTL_FILTER -> {
                ArrayNode shown = answer.putArray("fields");
                timeToLive.fieldsBeside(all).forEach(field -> shown.add(shown(field)));
            }
            case OWN_INDEXES_FILTER -> answer.putArray("fields");
            default ->
                throw ApiException.invalid(
                        "filter: " + filter + " (expected: " + TTL_FILTER + " or " + OWN_INDEXES_FILTER + ")");
        }
        return answer;
    }

    private JsonNode update(FieldName field, String updateMask, JsonNode body) {
        checkMask(updateMask);
        body.fieldNames().forEachRemaining(FieldAdmin::checkMember);
        if (body.has("ttlConfig")) {
            timeToLive.enable(field);
            return operations.done(field, "ADD", shown(field));
        }
        timeToLive.disable(field);
        return operations.done(field, "REMOVE", shown(field));
    }

    private static void checkMask(String updateMask) {
        for (String path : updateMask == null ? new String[0] : updateMask.split(",", -1)) {
            if (!path.strip().equals("ttlConfig") && !path.strip().equals("ttl_config")) {
                throw path.startsWith("index")
                        ? indexes()
                        : ApiException.invalid("update_mask: " + path + " (expected: ttlConfig)");
            }
        }
    }

    private static void checkMember(String member) {
        if (member.equals("indexConfig")) {
            throw indexes();
        }
        if (!member.equals("name") && !member.equals("ttlConfig")) {
            throw ApiException.badRequest(
                    "Invalid JSON payload received. Unknown name \"" + member + "\": Cannot find field.");
        }
    }

    private static ApiException indexes() {
        return ApiException.notImplemented("google.firestore.admin.v1.FirestoreAdmin.UpdateField of index_config");
    }

    private static JsonNode body(AggregatedHttpRequest request) {
        try {
            JsonNode body = JSON.readTree(request.contentUtf8());
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            // The same answer as for JSON that is something else.
        }
        throw ApiException.badRequest("Invalid JSON payload received. Expected an object: a Field.");
    }

    private ObjectNode shown(FieldName field) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("name", field.toString());
        shown.putObject("indexConfig")
                .put("usesAncestorConfig", true)
                .put("ancestorField", field.ancestor().toString());
        if (timeToLive.isEnabled(field)) {
            shown.putObject("ttlConfig").put("state", "ACTIVE");
        }
        return shown;
    }
}
