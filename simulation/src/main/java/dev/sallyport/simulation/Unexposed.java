package dev.sallyport.simulation;

import dev.sallyport.local.watch.ExposureLook;
import dev.sallyport.local.watch.Timeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** After each write that may open a way in, a stranger tries all there are and gets nothing of the application. */
final class Unexposed implements Invariant, AutoCloseable {
    private static final Pattern MAY_OPEN =
            Pattern.compile(".*(irewall|orwardingRules|backendServices|InstanceGroupManagers"
                    + "|instances|targetHttp|urlMaps|IamPolicy|healthChecks).*");

    private final Map<String, ExposureLook> strangers = new LinkedHashMap<>();

    Unexposed(World world, List<String> deployments) {
        deployments.stream()
                .map(Variant::project)
                .forEach(project -> strangers.put(project, world.cloud().lookForExposure(project)));
    }

    @Override
    public void seen(SeenCall call) {
        if (call.isWrite() && MAY_OPEN.matcher(call.name()).matches()) {
            strangers.forEach((project, stranger) -> look(call, stranger));
        }
    }

    private static void look(SeenCall call, ExposureLook stranger) {
        Timeline seen = stranger.look();
        seen.firstByte().ifPresent(sighting -> {
            throw new Violation(
                    "unexposed", "after " + call.name() + " of " + call.call().resource() + ": " + sighting);
        });
    }

    @Override
    public void close() {
        strangers.values().forEach(ExposureLook::close);
    }
}
