package dev.sallyport.local.internet.iap;

import com.google.cloud.compute.v1.BackendService;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.projects.Project;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/** A backend service with IAP switched on, and the names IAP derives from it. */
record ProtectedApp(Project project, ResourceLink link, BackendService service) {
    static ProtectedApp of(Project project, BackendService service) {
        return new ProtectedApp(project, ResourceLink.of(service.getSelfLink()), service);
    }

    /** Canonical name of the IAP resource: project number and service id. */
    String resource() {
        String compute = link.isGlobal() ? "compute" : "compute-" + region();
        return "projects/" + project.number() + "/iap_web/" + compute + "/services/" + id();
    }

    /** The {@code aud} of assertions for this service. */
    String audience() {
        return "/projects/" + project.number() + "/" + (link.isGlobal() ? "global" : region()) + "/backendServices/"
                + id();
    }

    /** Keeps the session cookies of several protected services on one host apart: 16 hexadecimal digits. */
    String cookieSuffix() {
        UUID digest = UUID.nameUUIDFromBytes(resource().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().withUpperCase().toHexDigits(digest.getMostSignificantBits());
    }

    /** Ids are unsigned 64-bit numbers. */
    private String id() {
        return Long.toUnsignedString(service.getId());
    }

    private String region() {
        return link.scope().substring("regions/".length());
    }
}
