package dev.sallyport.local.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestTarget;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Serves over HTTP and JSON what service descriptors annotate with google.api.http, as Google's front ends do: custom
 * verbs, the method override that Google's Java clients use for PATCH, strict request bodies, {@code fields},
 * {@code alt} and {@code prettyPrint}. Routes are made at the first request, message classes at their first use.
 */
public final class RestRouter implements HttpService {
    private static final System.Logger LOG = System.getLogger(RestRouter.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ErrorFormat errorFormat;
    private final Map<String, String> aliases;
    private final Set<String> passedOver;
    private final List<Supplier<List<Route>>> sources;
    private final LaterMembers laterMembers;
    private final JsonFormat.Printer json;
    private volatile RouteTable table;

    private RestRouter(Builder builder) {
        this.errorFormat = builder.errorFormat;
        this.aliases = Map.copyOf(builder.aliases);
        this.passedOver = Set.copyOf(builder.passedOver);
        this.sources = List.copyOf(builder.sources);
        this.laterMembers = builder.laterMembers;
        this.json = JsonFormat.printer().usingTypeRegistry(builder.anyTypes.build());
    }

    public static Builder builder(ErrorFormat errorFormat) {
        return new Builder(errorFormat);
    }

    /** Makes the routes now, which takes a while for a large API, instead of at the first request. */
    public void prepare() {
        table();
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(request.aggregate()
                .thenApplyAsync(aggregated -> answer(aggregated).toHttpResponse(), context.blockingTaskExecutor()));
    }

    /** A service that takes many requests to this router in one, as multipart/mixed. */
    public HttpService batch() {
        return new BatchService(this::answer, errorFormat);
    }

    private AggregatedHttpResponse answer(AggregatedHttpRequest request) {
        CallInterceptor.Intercepted call = CallInterceptor.current()
                .arrived(verb(request), pathOnly(request), request.headers().get("user-agent", ""));
        AggregatedHttpResponse response = answer(request, call);
        call.answered(response.status().code());
        return response;
    }

    private AggregatedHttpResponse answer(AggregatedHttpRequest request, CallInterceptor.Intercepted call) {
        try {
            RequestTarget target = target(request);
            QueryParams query = QueryParams.fromQueryString(target.query());
            RouteTable.Match match = route(target.path(), request);
            JsonNode body = readBody(request);
            Message message = bind(match, query, body);
            call.understood(match.route().method(), message);
            Message response = match.route()
                    .backend()
                    .invoke(new RestCall(match.route().method(), message, body, query.names(), headers(request)));
            return respond(print(response, query));
        } catch (ApiException e) {
            return errorFormat.response(e);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, request.method() + " " + request.path() + " failed", e);
            return errorFormat.response(ApiException.internal("Internal error. Please try again."));
        }
    }

    private static String verb(AggregatedHttpRequest request) {
        return request.headers().get("x-http-method-override", request.method().name());
    }

    /** A query may carry keys and tokens. */
    private static String pathOnly(AggregatedHttpRequest request) {
        int query = request.path().indexOf('?');
        return query < 0 ? request.path() : request.path().substring(0, query);
    }

    private static RequestTarget target(AggregatedHttpRequest request) {
        RequestTarget target = RequestTarget.forServer(request.path());
        if (target == null) {
            throw ApiException.badRequest("The path of the request is malformed: " + request.path());
        }
        return target;
    }

    private RouteTable.Match route(String asked, AggregatedHttpRequest request) {
        String verb = verb(request);
        String path = asked;
        for (Map.Entry<String, String> alias : aliases.entrySet()) {
            if (path.startsWith(alias.getKey())) {
                path = alias.getValue() + path.substring(alias.getKey().length());
            }
        }
        String wanted = path;
        return table().find(verb, wanted)
                .orElseThrow(() -> ApiException.notFound("There is no method for " + verb + " " + wanted + "."));
    }

    private synchronized RouteTable makeTable() {
        if (table == null) {
            List<Route> routes = new ArrayList<>();
            sources.forEach(source -> routes.addAll(source.get()));
            table = new RouteTable(routes);
        }
        return table;
    }

    private RouteTable table() {
        RouteTable known = table;
        return known != null ? known : makeTable();
    }

    private static JsonNode readBody(AggregatedHttpRequest request) throws IOException {
        if (request.content().isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(request.content().array());
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("Invalid JSON payload received. Unexpected token at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ".");
        }
    }

    private Message bind(RouteTable.Match match, QueryParams query, JsonNode body) {
        Route route = match.route();
        Message.Builder request =
                MessageTypes.prototype(route.method().getInputType()).newBuilderForType();
        boolean present = !body.isMissingNode() && !body.isNull();
        if (present && route.body().equals("*")) {
            JsonReader.merge(body, request, "", passedOver);
        } else if (present && !route.body().isEmpty()) {
            JsonReader.merge(body, request.getFieldBuilder(bodyField(route)), bodyName(route), passedOver);
        } else if (present && !body.isEmpty()) {
            throw ApiException.badRequest("Invalid JSON payload received. Unknown name \""
                    + body.fieldNames().next() + "\": Cannot find field.");
        }
        QueryBinder.bindQuery(query, request);
        QueryBinder.bindPath(match.variables(), request);
        return request.build();
    }

    /** The published types of the Compute API have longer names for what it calls the resource in its answers. */
    private static String bodyName(Route route) {
        return route.body().endsWith("_resource") ? "resource" : route.body();
    }

    private static FieldDescriptor bodyField(Route route) {
        Descriptor type = route.method().getInputType();
        return type.findFieldByName(route.body());
    }

    private static Map<String, String> headers(AggregatedHttpRequest request) {
        String authorization = request.headers().get("authorization");
        return authorization == null ? Map.of() : Map.of("authorization", authorization);
    }

    private String print(Message response, QueryParams query) throws IOException {
        String alt = query.get("$alt", query.get("alt", "json"));
        JsonFormat.Printer printer = alt.contains("enum-encoding=int") ? json.printingEnumsAsInts() : json;
        boolean pretty =
                !query.get("prettyPrint", query.get("$prettyPrint", "true")).equalsIgnoreCase("false");
        String answer = (pretty ? printer : printer.omittingInsignificantWhitespace()).print(response);
        String fields = query.get("fields", query.get("$fields", ""));
        boolean lacking = laterMembers.concern(response.getDescriptorForType());
        return fields.isEmpty() && !lacking ? answer : text(edited(answer, lacking, fields), pretty);
    }

    private JsonNode edited(String answer, boolean lacking, String fields) throws IOException {
        JsonNode json = JSON.readTree(answer);
        if (lacking) {
            laterMembers.addTo((ObjectNode) json);
        }
        return fields.isEmpty() ? json : FieldSelection.parse(fields).of(json);
    }

    private static String text(JsonNode json, boolean pretty) {
        return pretty ? json.toPrettyString() : json.toString();
    }

    private static AggregatedHttpResponse respond(String json) {
        return AggregatedHttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, json);
    }

    /** What a router serves. */
    public static final class Builder {
        private final ErrorFormat errorFormat;
        private final Map<String, String> aliases = new LinkedHashMap<>();
        private final Set<String> passedOver = new HashSet<>();
        private final List<Supplier<List<Route>>> sources = new ArrayList<>();
        private final JsonFormat.TypeRegistry.Builder anyTypes = JsonFormat.TypeRegistry.newBuilder();
        private LaterMembers laterMembers = LaterMembers.none();

        private Builder(ErrorFormat errorFormat) {
            this.errorFormat = errorFormat;
        }

        /** All annotated methods of the services, answered by the backend. */
        public Builder services(List<ServiceDescriptor> services, RestBackend backend) {
            return services(() -> services, backend);
        }

        /** The same, with descriptors that are costly to make: they are asked for with the first request. */
        public Builder services(Supplier<List<ServiceDescriptor>> services, RestBackend backend) {
            sources.add(() -> services.get().stream()
                    .flatMap(service -> Route.of(service, backend).stream())
                    .toList());
            return this;
        }

        /** Messages that answers may carry as an Any, such as the response of a long-running operation. */
        public Builder anyTypes(List<Descriptor> types) {
            anyTypes.add(types);
            return this;
        }

        /** Serves paths under one prefix as if they were under another. */
        public Builder alias(String prefix, String servedAs) {
            aliases.put(prefix, servedAs);
            return this;
        }

        /** Accepts members in request bodies that the types do not have, named as {@code Type.member}. */
        public Builder passOver(String... members) {
            passedOver.addAll(List.of(members));
            return this;
        }

        /** Adds members to answers that their types do not have. */
        public Builder complete(LaterMembers members) {
            laterMembers = members;
            return this;
        }

        public RestRouter build() {
            return new RestRouter(this);
        }
    }
}
