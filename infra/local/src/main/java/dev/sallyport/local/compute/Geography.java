package dev.sallyport.local.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Google Cloud's regions and zones, and the range that an auto mode network has in each region. */
final class Geography {
    private static final Map<String, Region> REGIONS = regions(
            "africa-south1 218 abc",
            "asia-east1 140 abc",
            "asia-east2 170 abc",
            "asia-northeast1 146 abc",
            "asia-northeast2 174 abc",
            "asia-northeast3 178 abc",
            "asia-south1 160 abc",
            "asia-south2 190 abc",
            "asia-southeast1 148 abc",
            "asia-southeast2 184 abc",
            "australia-southeast1 152 abc",
            "australia-southeast2 192 abc",
            "europe-central2 186 abc",
            "europe-north1 166 abc",
            "europe-north2 226 abc",
            "europe-southwest1 204 abc",
            "europe-west1 132 bcd",
            "europe-west10 214 abc",
            "europe-west12 210 abc",
            "europe-west2 154 abc",
            "europe-west3 156 abc",
            "europe-west4 164 abc",
            "europe-west6 172 abc",
            "europe-west8 198 abc",
            "europe-west9 200 abc",
            "me-central1 212 abc",
            "me-west1 208 abc",
            "northamerica-northeast1 162 abc",
            "northamerica-northeast2 188 abc",
            "northamerica-south1 224 abc",
            "southamerica-east1 158 abc",
            "southamerica-west1 194 abc",
            "us-central1 128 abcf",
            "us-east1 142 bcd",
            "us-east4 150 abc",
            "us-east5 202 abc",
            "us-south1 206 abc",
            "us-west1 138 abc",
            "us-west2 168 abc",
            "us-west3 180 abc",
            "us-west4 182 abc");

    /**
     * Regions that do not support physical zone separation. Sources: us-west1-a as recorded in computeinstance-basic,
     * exchange 31; europe-west8 in a public listing of regions. Of the others nothing is known but that most do.
     */
    private static final Set<String> WITHOUT_ZONE_SEPARATION = Set.of("europe-west8", "us-west1");

    private Geography() {}

    /**
     * A region.
     *
     * @param autoRange range of its subnetwork in an auto mode network
     * @param zones their names
     */
    record Region(String name, String autoRange, List<String> zones) {
        /** Whether its zones are separated physically, which the API calls supportsPzs. */
        boolean separatesZones() {
            return !WITHOUT_ZONE_SEPARATION.contains(name);
        }
    }

    static List<Region> regions() {
        return List.copyOf(REGIONS.values());
    }

    static boolean hasRegion(String name) {
        return REGIONS.containsKey(name);
    }

    static boolean hasZone(String name) {
        return name.indexOf('-') > 0 && zonesOf(Scope.zone(name).region()).contains(name);
    }

    /** The zones of a region; none if there is no such region. */
    static List<String> zonesOf(String region) {
        Region known = REGIONS.get(region);
        return known == null ? List.of() : known.zones();
    }

    /** Every scope that resources live in. */
    static List<Scope> scopes() {
        List<Scope> scopes = new ArrayList<>(List.of(Scope.GLOBAL));
        REGIONS.keySet().forEach(region -> scopes.add(Scope.region(region)));
        REGIONS.values().forEach(region -> region.zones().forEach(zone -> scopes.add(Scope.zone(zone))));
        return scopes;
    }

    /** Each entry: the region, the second number of its range 10.x.0.0/20, the letters of its zones. */
    private static Map<String, Region> regions(String... entries) {
        Map<String, Region> regions = new TreeMap<>();
        Stream.of(entries).map(entry -> entry.split(" ")).forEach(entry -> {
            List<String> zones = entry[2].chars()
                    .mapToObj(letter -> entry[0] + "-" + (char) letter)
                    .toList();
            regions.put(entry[0], new Region(entry[0], "10." + entry[1] + ".0.0/20", zones));
        });
        return regions;
    }
}
