package dev.sallyport.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One call as it reached a method.
 *
 * @param request path, query and body bound to the method's request type
 * @param body the body as it was sent: only here can a member that is {@code null} or empty be told from an absent one;
 *     a missing node if there was none
 * @param query names of the query parameters as they were sent: a number that is zero looks like an absent one in the
 *     request
 * @param headers request headers that matter to a service, names in lower case: {@code authorization}
 */
public record RestCall(
        MethodDescriptor method, Message request, JsonNode body, Set<String> query, Map<String, String> headers) {
    /** The header with the caller's credentials. */
    public Optional<String> authorization() {
        return Optional.ofNullable(headers.get("authorization"));
    }
}
