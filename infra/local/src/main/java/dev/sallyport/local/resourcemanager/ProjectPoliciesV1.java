package dev.sallyport.local.resourcemanager;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/**
 * {@code POST /v1/projects/{project}:getIamPolicy} and its like, which gcloud asks of the Resource Manager API v1. That
 * version has no public protocol buffers; version 3 has the same requests and answers.
 */
public final class ProjectPoliciesV1 implements HttpService {
    /** The paths of these methods, as a pattern of Armeria's. */
    public static final String PATHS = "regex:^/v1/projects/[^/:]+:(getIamPolicy|setIamPolicy|testIamPermissions)$";

    private static final String V1 = "/v1/";
    private static final String V3 = "/v3/";

    private final HttpService version3;

    public ProjectPoliciesV1(HttpService version3) {
        this.version3 = version3;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        RequestHeaders headers = request.headers().toBuilder()
                .path(V3 + request.path().substring(V1.length()))
                .build();
        return version3.serve(context, request.withHeaders(headers));
    }
}
