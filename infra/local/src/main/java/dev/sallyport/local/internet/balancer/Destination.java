package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.HttpRedirectAction;

/** Where a URL map sends a request. */
sealed interface Destination {
    record Service(String link) implements Destination {}

    record Redirect(HttpRedirectAction action) implements Destination {}

    /** The map has nothing for the request, or only an action that is not emulated. */
    record Nothing() implements Destination {}

    /** As the API's messages say it: a service, or else a redirect. */
    static Destination of(String service, boolean redirects, HttpRedirectAction redirect) {
        if (!service.isEmpty()) {
            return new Service(service);
        }
        return redirects ? new Redirect(redirect) : new Nothing();
    }
}
