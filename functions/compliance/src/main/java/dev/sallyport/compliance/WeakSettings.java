package dev.sallyport.compliance;

import com.google.cloud.iap.v1.AccessSettings;
import com.google.cloud.iap.v1.ApplicationSettings;
import com.google.cloud.iap.v1.IapSettings;
import com.google.cloud.iap.v1.ReauthSettings;
import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings of IAP that let requests pass without anybody having signed in, let others than Google sign people in, or hand on
 * what shows who has.
 *
 * @see <a href="https://cloud.google.com/iap/docs/reference/rest/v1/IapSettings">IapSettings</a>
 */
final class WeakSettings implements Look {
    @Override
    public List<Observation> at(Subject subject) {
        return subject.iapResource().stream()
                .map(resource -> weak(subject, resource))
                .filter(weak -> !weak.isEmpty())
                .map(weak -> new Observation(
                        Controls.IAP_SETTINGS,
                        "backendServices/" + subject.request().backendService().name(),
                        "IAP's settings weaken the protection: " + weak,
                        weak))
                .toList();
    }

    private static Map<String, String> weak(Subject subject, String resource) {
        Map<String, String> weak = new TreeMap<>();
        IapSettings.Builder inForce = IapSettings.newBuilder();
        Subject.IAP_LEVELS.forEach(level -> overlay(subject.inventory().sharedIapSettings(level), inForce));
        IapSettings own = subject.inventory().iapSettings(resource);
        longerThan(inForce.getAccessSettings(), own.getAccessSettings())
                .ifPresent(words -> weak.put("reauthSettings.maxAge", words));
        overlay(own, inForce);
        access(inForce.getAccessSettings(), weak);
        application(inForce.getApplicationSettings(), weak);
        return weak;
    }

    /** A block of settings is as the nearest level that has it says. */
    private static void overlay(IapSettings nearer, IapSettings.Builder inForce) {
        if (nearer.hasAccessSettings()) {
            nearer.getAccessSettings().getAllFields().forEach(inForce.getAccessSettingsBuilder()::setField);
        }
        if (nearer.hasApplicationSettings()) {
            nearer.getApplicationSettings().getAllFields().forEach(inForce.getApplicationSettingsBuilder()::setField);
        }
    }

    private static Optional<String> longerThan(AccessSettings above, AccessSettings own) {
        if (!above.hasReauthSettings() || !own.hasReauthSettings()) {
            return Optional.empty();
        }
        Duration wanted = above.getReauthSettings().getMaxAge();
        ReauthSettings there = own.getReauthSettings();
        return Durations.compare(there.getMaxAge(), wanted) > 0
                ? Optional.of(Durations.toString(there.getMaxAge()) + " until people have to sign in again, and "
                        + Durations.toString(wanted) + " for the project")
                : Optional.empty();
    }

    private static void access(AccessSettings settings, Map<String, String> weak) {
        if (settings.getCorsSettings().getAllowHttpOptions().getValue()) {
            weak.put("corsSettings.allowHttpOptions", "true: OPTIONS requests pass without sign-in");
        }
        if (!settings.getGcipSettings().getTenantIdsList().isEmpty()) {
            weak.put(
                    "gcipSettings.tenantIds",
                    String.join(", ", settings.getGcipSettings().getTenantIdsList())
                            + ": these tenants of Identity Platform sign people in");
        }
        if (!settings.getWorkforceIdentitySettings().getWorkforcePoolsList().isEmpty()) {
            weak.put(
                    "workforceIdentitySettings.workforcePools",
                    String.join(", ", settings.getWorkforceIdentitySettings().getWorkforcePoolsList())
                            + ": the identity providers of these pools sign people in");
        }
    }

    private static void application(ApplicationSettings settings, Map<String, String> weak) {
        String domain = settings.getCookieDomain().getValue();
        if (!domain.isEmpty()) {
            weak.put("cookieDomain", domain + ": browsers send IAP's cookie to every host of the domain");
        }
        String page =
                settings.getAccessDeniedPageSettings().getAccessDeniedPageUri().getValue();
        if (!page.isEmpty() && !page.startsWith("https://")) {
            weak.put(
                    "accessDeniedPageSettings.accessDeniedPageUri",
                    page + ": whoever is refused is sent to plain HTTP");
        }
    }
}
