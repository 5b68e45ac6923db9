package dev.sallyport.request;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What is known of Google Cloud's regions without asking. */
final class Regions {
    static final String DEFAULT = "us-central1";

    /** A group stands in three zones unless the request says otherwise, as Google's own default has it. */
    static final int DEFAULT_ZONES = 3;

    private static final List<String> USUAL = List.of("a", "b", "c");

    /** Where the first three zones are not a, b and c (cloud.google.com/compute/docs/regions-zones). */
    private static final Map<String, List<String>> UNUSUAL = Map.of(
            "us-central1", List.of("b", "c", "f"),
            "us-east1", List.of("b", "c", "d"),
            "europe-west1", List.of("b", "c", "d"));

    private static final Pattern REGION = Pattern.compile("[a-z]+(-[a-z]+)+[0-9]+");

    private Regions() {}

    static List<String> defaultZones(String region) {
        return UNUSUAL.getOrDefault(region, USUAL).stream()
                .map(zone -> region + "-" + zone)
                .toList();
    }

    static boolean isRegion(String text) {
        return REGION.matcher(text).matches();
    }

    static boolean isZone(String text) {
        int end = text.lastIndexOf('-');
        return end > 0 && isRegion(text.substring(0, end));
    }

    static boolean isZoneOf(String region, String zone) {
        return zone.substring(0, zone.lastIndexOf('-')).equals(region);
    }
}
