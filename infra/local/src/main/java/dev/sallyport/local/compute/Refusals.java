package dev.sallyport.local.compute;

import dev.sallyport.local.api.ApiException;

/** The Compute API's refusals, in its words. */
final class Refusals {
    private Refusals() {}

    /** @param field as the API names it, such as {@code resource.name} */
    static ApiException invalidValue(String field, String value, String rule) {
        return ApiException.invalid("Invalid value for field '" + field + "': '" + value + "'. " + rule);
    }

    static ApiException requiredField(String field) {
        return ApiException.required("Required field '" + field + "' not specified");
    }

    static ApiException requiredParameter(String name) {
        return ApiException.required("Required parameter: " + name);
    }

    static ApiException notFound(Link link) {
        return ApiException.resourceNotFound(link.path());
    }

    static ApiException alreadyExists(Link link) {
        return ApiException.alreadyExists("The resource '" + link.path() + "' already exists");
    }

    /** An insert or delete of the resource is still under way. */
    static ApiException notReady(Link link) {
        return ApiException.resourceNotReady("The resource '" + link.path() + "' is not ready");
    }

    /** @param noun the resource's type in snake case, as in {@code backend_service} */
    static ApiException inUse(String noun, String resource, String user) {
        return ApiException.resourceInUse(
                "The " + noun + " resource '" + resource + "' is already being used by '" + user + "'");
    }

    static ApiException staleFingerprint() {
        return ApiException.conditionNotMet("Invalid fingerprint.");
    }

    static ApiException staleLabelFingerprint() {
        return ApiException.conditionNotMet("Labels fingerprint either invalid or resource labels have changed");
    }
}
