package dev.sallyport.local.iap;

import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads resource names as callers write them: project by id or number, services by name or id. */
final class IapResourceNames {
    private static final Pattern CONTAINER = Pattern.compile("(organizations|folders)/\\d+");
    private static final Pattern PROJECT = Pattern.compile("projects/(?<project>[^/]+)(?<rest>/.+)?");
    private static final Pattern WEB = Pattern.compile("/iap_web(/(?<type>compute|forwarding_rule|cloud_run|appengine)"
            + "(-(?<place>[^/]+))?(/services/(?<service>[^/]+)(?<version>/versions/[^/]+)?)?)?");

    private final Projects projects;
    private final ComputeIds ids;

    IapResourceNames(Projects projects, ComputeIds ids) {
        this.projects = projects;
        this.ids = ids;
    }

    /** A resource that carries a policy of IAP's own. */
    IapResource withPolicy(String name) {
        IapResource resource = withSettings(name);
        if (!resource.name().contains("/iap_web")) {
            throw malformed(name, "projects/PROJECT/iap_web[/compute[-REGION][/services/SERVICE]]");
        }
        return resource;
    }

    /** A resource that carries settings: those with a policy, and what they lie in. */
    IapResource withSettings(String name) {
        if (CONTAINER.matcher(name).matches()) {
            return new IapResource(name);
        }
        Matcher matcher = PROJECT.matcher(name);
        if (!matcher.matches()) {
            throw malformed(name, "projects/PROJECT/iap_web[/compute[-REGION][/services/SERVICE]]");
        }
        Project project = project(matcher.group("project"));
        String rest = matcher.group("rest") == null ? "" : canonical(name, project, matcher.group("rest"));
        return new IapResource("projects/" + project.number() + rest);
    }

    private Project project(String idOrNumber) {
        boolean isNumber = idOrNumber.chars().allMatch(Character::isDigit);
        return isNumber ? projects.find(idOrNumber).orElseThrow(IapResourceNames::absent) : projects.named(idOrNumber);
    }

    private String canonical(String name, Project project, String rest) {
        Matcher web = WEB.matcher(rest);
        if (!web.matches()) {
            throw malformed(name, "after the project iap_web, or iap_web/compute[-REGION][/services/SERVICE]");
        }
        String service = web.group("service");
        if (service == null) {
            return rest;
        }
        String canonical = switch (web.group("type")) {
            case "compute" -> id(ComputeIds.Kind.BACKEND_SERVICE, project, web);
            case "forwarding_rule" -> id(ComputeIds.Kind.FORWARDING_RULE, project, web);
            default -> service;
        };
        return rest.substring(0, web.start("service")) + canonical + rest.substring(web.end("service"));
    }

    private String id(ComputeIds.Kind kind, Project project, Matcher web) {
        return ids.idOf(kind, project, Optional.ofNullable(web.group("place")), web.group("service"))
                .orElseThrow(IapResourceNames::absent);
    }

    private static ApiException absent() {
        return ApiException.notFound("Requested entity was not found.");
    }

    private static ApiException malformed(String name, String expected) {
        return ApiException.invalid("'" + name + "' is not an IAP resource; expected " + expected);
    }
}
