package dev.sallyport.google;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person can do about an error that will not pass by itself. */
final class Remedy {
    private static final Pattern PERMISSION =
            Pattern.compile("['\"]?\\b((?:compute|iap|iam|secretmanager|resourcemanager)\\.[A-Za-z]+\\.[A-Za-z]+)\\b");
    private static final Pattern CONSTRAINT = Pattern.compile("constraints/[A-Za-z.]+[A-Za-z]");
    private static final Pattern SERVICE = Pattern.compile("\\b[a-z]+\\.googleapis\\.com\\b");

    /** The narrowest predefined role with the permission, by the permission's beginning; the first that fits. */
    private static final Map<String, String> ROLES = roles();

    private Remedy() {}

    static String of(GoogleError error) {
        if (isOrganizationPolicy(error)) {
            return organizationPolicy(error);
        }
        return switch (error.reason()) {
            case "quotaExceeded" ->
                "Ask for more of this quota (console: IAM & Admin, Quotas), free some of it, or ask"
                        + " for less in the request.";
            case "accessNotConfigured", "serviceDisabled" ->
                "Switch the API on: gcloud services enable "
                        + first(SERVICE, error.message()).orElse("SERVICE") + " --project=PROJECT.";
            case "resourceInUseByAnotherResource" ->
                "Let go of the resource where it is used and publish the request again, or choose another name in the"
                        + " request.";
            default -> byStatus(error);
        };
    }

    /** Whether an organisation policy constraint forbids what was asked; Google uses 400 and 412 for it. */
    static boolean isOrganizationPolicy(GoogleError error) {
        return CONSTRAINT.matcher(error.message()).find();
    }

    private static String byStatus(GoogleError error) {
        return switch (error.status()) {
            case 401 -> "Give the function a service account that can authenticate.";
            case 403 -> permission(error);
            case 404 -> "Check the name in the request, or make the resource it names.";
            default -> "Correct in the request what the message names, and retry the stage.";
        };
    }

    private static String permission(GoogleError error) {
        Optional<String> permission = first(PERMISSION, error.message());
        String role = permission.flatMap(Remedy::roleWith).orElse("a role that allows it");
        return "Grant the function's service account " + role
                + permission.map(name -> ", which has the permission " + name).orElse("") + ", and retry the stage.";
    }

    private static Optional<String> roleWith(String permission) {
        return ROLES.entrySet().stream()
                .filter(role -> permission.startsWith(role.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String organizationPolicy(GoogleError error) {
        return "The organisation policy " + first(CONSTRAINT, error.message()).orElseThrow()
                + " forbids this. Ask the organisation's policy administrator for an exception, or change the request.";
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(matcher.groupCount())) : Optional.empty();
    }

    private static Map<String, String> roles() {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("compute.firewalls.", "roles/compute.securityAdmin");
        roles.put("compute.networks.", "roles/compute.securityAdmin");
        roles.put("compute.sslCertificates.", "roles/compute.securityAdmin");
        roles.put("compute.instanceTemplates.", "roles/compute.instanceAdmin.v1");
        roles.put("compute.instanceGroupManagers.", "roles/compute.instanceAdmin.v1");
        roles.put("compute.instances.", "roles/compute.instanceAdmin.v1");
        roles.put("compute.instanceGroups.", "roles/compute.instanceAdmin.v1");
        roles.put("compute.", "roles/compute.loadBalancerAdmin");
        roles.put("iap.", "roles/iap.admin");
        roles.put("iam.serviceAccounts.actAs", "roles/iam.serviceAccountUser");
        roles.put("iam.serviceAccounts.", "roles/iam.serviceAccountTokenCreator");
        roles.put("secretmanager.versions.access", "roles/secretmanager.secretAccessor");
        roles.put("secretmanager.", "roles/secretmanager.viewer");
        roles.put("resourcemanager.", "roles/browser");
        return roles;
    }
}
