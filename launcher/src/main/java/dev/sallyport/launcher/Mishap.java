package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Finding;
import dev.sallyport.local.watch.WayIn;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import dev.sallyport.local.watch.WayIn.VmAddress;
import dev.sallyport.request.ProvisionRequest;
import java.util.List;
import java.util.Set;

/**
 * Something that somebody careless does to a protected application.
 *
 * @param told what somebody does, in words
 * @param control the one that is violated then
 * @param subject how what violates it begins
 * @param opens the kinds of ways by which strangers may be served until it is repaired
 */
record Mishap(String told, String control, String subject, Set<Class<? extends WayIn>> opens, Runnable hands) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ANYBODY = "0.0.0.0/0";

    /** Three of them, each undone by another stage. */
    static List<Mishap> all(ProvisionRequest lab, CloudCalls calls) {
        return List.of(iapOff(lab, calls), firewallOpen(lab, calls), everybodyLetIn(lab, calls));
    }

    /** Does it, through the cloud's API. */
    void happen() {
        hands.run();
    }

    boolean is(Finding finding) {
        return finding.last().control().equals(control)
                && finding.last().subject().startsWith(subject);
    }

    private static Mishap iapOff(ProvisionRequest lab, CloudCalls calls) {
        String service = lab.backendService().name();
        ObjectNode off = JSON.objectNode();
        off.putObject("iap").put("enabled", false);
        return new Mishap(
                "Somebody switches Identity-Aware Proxy off for " + service,
                Controls.IAP_ON,
                "backendServices/" + service,
                Set.of(FrontEnd.class),
                () -> calls.make("PATCH", compute(lab) + "backendServices/" + service, off));
    }

    private static Mishap firewallOpen(ProvisionRequest lab, CloudCalls calls) {
        ObjectNode rule = JSON.objectNode().put("name", "open-to-all");
        rule.putArray("allowed").addObject().put("IPProtocol", "tcp");
        rule.putArray("sourceRanges").add(ANYBODY);
        return new Mishap(
                "Somebody adds the firewall rule open-to-all, which lets " + ANYBODY + " reach every VM",
                Controls.FIREWALL_OPEN,
                "firewalls/open-to-all",
                Set.of(VmAddress.class, Neighbour.class),
                () -> calls.make("POST", compute(lab) + "firewalls", rule));
    }

    private static Mishap everybodyLetIn(ProvisionRequest lab, CloudCalls calls) {
        String resource = "/v1/projects/" + lab.project() + "/iap_web/compute/services/"
                + lab.backendService().name();
        return new Mishap(
                "Somebody lets allUsers through Identity-Aware Proxy",
                Controls.PRINCIPALS,
                "iapPolicies/",
                Set.of(FrontEnd.class),
                () -> letEverybodyIn(resource, calls));
    }

    private static void letEverybodyIn(String resource, CloudCalls calls) {
        JsonNode policy = calls.make("POST", resource + ":getIamPolicy", JSON.objectNode());
        ObjectNode change = JSON.objectNode();
        ObjectNode changed = policy.deepCopy();
        changed.withArray("bindings")
                .addObject()
                .put("role", "roles/iap.httpsResourceAccessor")
                .putArray("members")
                .add("allUsers");
        change.set("policy", changed);
        calls.make("POST", resource + ":setIamPolicy", change);
    }

    private static String compute(ProvisionRequest lab) {
        return "/compute/v1/projects/" + lab.project() + "/global/";
    }
}
