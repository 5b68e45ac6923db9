package dev.sallyport.compliance;

import com.google.cloud.iap.v1.AccessSettings;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Settings of IAP that let requests pass without anybody having signed in, or let others than Google do so. */
final class WeakSettings implements Look {
    @Override
    public List<Observation> at(Subject subject) {
        return service(subject).stream()
                .flatMap(id -> subject.inventory().iapSettings(id).stream())
                .map(settings -> weak(settings.getAccessSettings()))
                .filter(weak -> !weak.isEmpty())
                .map(weak -> new Observation(
                        Controls.IAP_SETTINGS,
                        "backendServices/" + subject.request().backendService().name(),
                        "IAP's settings weaken the protection: " + weak,
                        weak))
                .toList();
    }

    /** The id that it has now: one that somebody has made anew has another than is on record, and settings of its own. */
    private static Optional<String> service(Subject subject) {
        return subject.inventory().backendServices().stream()
                .filter(service -> service.getRegion().isEmpty())
                .filter(service ->
                        service.getName().equals(subject.request().backendService().name()))
                .map(service -> Long.toUnsignedString(service.getId()))
                .findFirst();
    }

    private static Map<String, String> weak(AccessSettings settings) {
        Map<String, String> weak = new TreeMap<>();
        if (settings.getCorsSettings().getAllowHttpOptions().getValue()) {
            weak.put("corsSettings.allowHttpOptions", "true: OPTIONS requests pass without sign-in");
        }
        if (!settings.getGcipSettings().getTenantIdsList().isEmpty()) {
            weak.put(
                    "gcipSettings.tenantIds",
                    String.join(", ", settings.getGcipSettings().getTenantIdsList())
                            + ": these tenants of Identity Platform sign people in");
        }
        return weak;
    }
}
