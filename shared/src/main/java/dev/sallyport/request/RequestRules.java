package dev.sallyport.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a request must observe beyond its schema. The document may have any form: a rule says nothing about a value the
 * schema has refused already.
 */
final class RequestRules {
    private static final Pattern RESOURCE_NAME = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private final JsonNode document;
    private final String place;
    private final List<Fault> faults = new ArrayList<>();

    private RequestRules(JsonNode document, String place) {
        this.document = document;
        this.place = place;
    }

    static List<Fault> check(JsonNode document) {
        return switch (document.path("action").asText()) {
            // They may say nothing that these rules are about, and the schema has told so.
            case "repair", "destroy", "recheck", "retry", "resume", "cancel" -> List.of();
            case "pause", "mute" -> ofTime(document);
            case "grant", "revoke" -> ofAccess(document);
            case "plan", "apply" -> ofConverging(document.path("of"));
            default -> ofProvision(document, "");
        };
    }

    private static List<Fault> ofTime(JsonNode document) {
        String until = document.path("until").textValue();
        return until == null || Rfc3339.parse(until).isPresent()
                ? List.of()
                : List.of(new Fault(
                        "/until",
                        "is " + Wording.quoted(until),
                        "a time as in 2026-11-28T08:00:00Z or 2026-11-28T09:00:00+01:00 (RFC 3339)"));
    }

    private static List<Fault> ofAccess(JsonNode document) {
        List<Fault> faults = new ArrayList<>(ofTime(document));
        Optional.ofNullable(document.path("principal").textValue())
                .flatMap(text -> Principal.fault("/principal", text))
                .ifPresent(faults::add);
        return faults;
    }

    private static List<Fault> ofConverging(JsonNode document) {
        return document.path("action").asText().equals("provision") ? ofProvision(document, "/of") : List.of();
    }

    /** @param place the JSON pointer of the provision request in its document */
    private static List<Fault> ofProvision(JsonNode document, String place) {
        RequestRules rules = new RequestRules(document, place);
        rules.sourceRangesAreIpv4Ranges();
        rules.removedRulesAreOthers();
        rules.zonesAreInTheRegion();
        rules.principalsAreNamedOnce();
        rules.guestsAreNamedOnce();
        rules.listsNameThingsOnce();
        rules.healthCheckIsConsistent();
        rules.enoughMayBeUnavailable();
        rules.theRolloutCanGoOn();
        rules.theProfileKnowsTheVersion();
        return rules.faults;
    }

    /** The deployment's name, if there is a valid one. */
    static Optional<String> deployment(JsonNode document) {
        JsonNode named = document.has("of") ? document.path("of") : document;
        return Optional.ofNullable(named.path("deployment").textValue())
                .filter(name -> RESOURCE_NAME.matcher(name).matches());
    }

    private void sourceRangesAreIpv4Ranges() {
        String list = "/firewall/sourceRanges";
        texts(list).forEach((pointer, text) -> Cidr.fault(pointer, text).ifPresent(this::add));
        once(list, UnaryOperator.identity());
    }

    private void removedRulesAreOthers() {
        String rule = document.at("/firewall/name").asText();
        texts("/firewall/remove").forEach((pointer, name) -> {
            if (name.equals(rule)) {
                fault(pointer, "is " + Wording.quoted(name) + ", the rule that is to be created", "another rule");
            }
        });
        once("/firewall/remove", UnaryOperator.identity());
    }

    private void zonesAreInTheRegion() {
        once("/instanceGroup/zones", UnaryOperator.identity());
        String region = document.path("region").asText(Regions.DEFAULT);
        if (!Regions.isRegion(region)) {
            return;
        }
        texts("/instanceGroup/zones").forEach((pointer, zone) -> {
            if (Regions.isZone(zone) && !Regions.isZoneOf(region, zone)) {
                fault(
                        pointer,
                        "is " + Wording.quoted(zone) + ", which is not in the region " + Wording.quoted(region),
                        "a zone of that region, such as " + region + "-b");
            }
        });
    }

    private void principalsAreNamedOnce() {
        texts("/principals")
                .forEach((pointer, text) -> Principal.fault(pointer, text).ifPresent(this::add));
        once("/principals", text -> text.toLowerCase(Locale.ROOT));
    }

    private void guestsAreNamedOnce() {
        JsonNode guests = document.path("guests");
        Map<String, String> seen = new HashMap<>();
        texts("/principals").forEach((pointer, text) -> seen.put(text.toLowerCase(Locale.ROOT), pointer));
        for (int i = 0; guests.isArray() && i < guests.size(); i++) {
            String pointer = "/guests/" + i;
            ofAccess(guests.get(i)).forEach(fault -> add(fault.within(pointer)));
            String principal = guests.get(i).path("principal").asText();
            String first = seen.putIfAbsent(principal.toLowerCase(Locale.ROOT), pointer + "/principal");
            if (first != null) {
                fault(
                        pointer + "/principal",
                        "is " + Wording.quoted(principal) + ", as " + first + " is already",
                        "each entry once");
            }
        }
    }

    private void listsNameThingsOnce() {
        once("/instanceTemplate/scopes", UnaryOperator.identity());
        once("/instanceTemplate/tags", UnaryOperator.identity());
        once("/certificate/googleManaged/domains", UnaryOperator.identity());
    }

    private void healthCheckIsConsistent() {
        int interval = document.at("/healthCheck/checkIntervalSec").asInt(RequestBinding.CHECK_INTERVAL_SEC);
        number("/healthCheck/timeoutSec", timeout -> {
            if (timeout > interval) {
                fault(
                        "/healthCheck/timeoutSec",
                        "is " + timeout + ", longer than the check interval of " + interval + " seconds",
                        "at most the check interval");
            }
        });
        int port = document.at("/instanceGroup/port").asInt(RequestBinding.PORT);
        number("/healthCheck/port", checked -> {
            if (checked != port && isPort(checked) && isPort(port)) {
                fault(
                        "/healthCheck/port",
                        "is " + checked + ", but the application listens on " + port,
                        port + ", the only port the firewall opens to health checks");
            }
        });
    }

    /** A regional group takes a fixed number only if it is 0 or at least its zones', and 0 would restart nothing. */
    private void enoughMayBeUnavailable() {
        enoughForTheZones("/restart/maxUnavailable", "at least ");
    }

    /** Of two zeros, one VM could never take the place of another. */
    private void theRolloutCanGoOn() {
        String place = "/instanceGroup/rollout";
        enoughForTheZones(place + "/maxSurge", "0, or at least ");
        enoughForTheZones(place + "/maxUnavailable", "0, or at least ");
        if (document.at(place + "/maxSurge").asInt(1) == 0
                && document.at(place + "/maxUnavailable").asInt(0) == 0) {
            fault(place + "/maxSurge", "is 0, and so is maxUnavailable", "one of the two that is not 0");
        }
    }

    private void enoughForTheZones(String place, String expected) {
        JsonNode zones = document.at("/instanceGroup/zones");
        int fewest = zones.isArray() && !zones.isEmpty() ? zones.size() : Regions.DEFAULT_ZONES;
        number(place, most -> {
            if (most > 0 && most < fewest) {
                fault(
                        place,
                        "is " + most + ", fewer than the " + fewest + " zones",
                        expected + fewest + ", as a regional instance group demands");
            }
        });
    }

    /** Source: "SSL policies overview", where TLS 1.3 as the least version goes with the profile RESTRICTED alone. */
    private void theProfileKnowsTheVersion() {
        String profile = document.at("/loadBalancer/tls/profile").asText(RequestBinding.TLS_PROFILE);
        if (document.at("/loadBalancer/tls/minVersion").asText().equals("TLS_1_3") && !profile.equals("RESTRICTED")) {
            fault(
                    "/loadBalancer/tls/minVersion",
                    "is \"TLS_1_3\", which the profile " + Wording.quoted(profile) + " does not go with",
                    "\"TLS_1_2\", or the profile \"RESTRICTED\"");
        }
    }

    private static boolean isPort(int number) {
        return number > 0 && number < 65536;
    }

    private void once(String list, UnaryOperator<String> comparedAs) {
        Map<String, String> seen = new HashMap<>();
        texts(list).forEach((pointer, text) -> {
            String first = seen.putIfAbsent(comparedAs.apply(text), pointer);
            if (first != null) {
                fault(
                        pointer,
                        "is " + Wording.quoted(text) + ", as " + place + first + " is already",
                        "each entry once");
            }
        });
    }

    private Map<String, String> texts(String list) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonNode entries = document.at(list);
        for (int i = 0; entries.isArray() && i < entries.size(); i++) {
            if (entries.get(i).isTextual()) {
                texts.put(list + "/" + i, entries.get(i).textValue());
            }
        }
        return texts;
    }

    private void number(String pointer, Consumer<Integer> rule) {
        JsonNode value = document.at(pointer);
        if (value.canConvertToExactIntegral() && value.canConvertToInt()) {
            rule.accept(value.intValue());
        }
    }

    private void add(Fault fault) {
        faults.add(fault.within(place));
    }

    private void fault(String pointer, String problem, String expected) {
        add(new Fault(pointer, problem, expected));
    }
}
