package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A call that a function made, as the local cloud's log has it.
 *
 * @param service the API, such as {@code compute}
 * @param method as the log names it: {@code firewalls.insert}, {@code Publisher.Publish}
 */
record ObservedCall(String function, String service, String method, String resource) {
    static ObservedCall of(String function, JsonNode logged) {
        return new ObservedCall(
                function,
                logged.path("service").asText(),
                logged.path("method").asText(),
                logged.path("resource").asText());
    }

    /** API and method: what the table of permissions is asked for. */
    String key() {
        return service + " " + method;
    }
}
