package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.GlobalAddressesClient;
import com.google.cloud.compute.v1.GlobalAddressesSettings;
import com.google.cloud.compute.v1.ListGlobalAddressesRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListsTest {
    private static final ComputeFixture CLOUD = new ComputeFixture();

    private static final Map<String, String> PLACES = Map.of(
            "backendServices", "global",
            "forwardingRules", "regions/us-central1",
            "instances", "zones/us-central1-a",
            "networkEndpointGroups", "zones/us-central1-a",
            "instanceGroups", "zones/us-central1-a",
            "targetPools", "regions/us-central1",
            "targetInstances", "zones/us-central1-a",
            "instanceGroupManagers", "zones/us-central1-a");

    @BeforeAll
    static void reserveAddresses() {
        for (String name : List.of("bravo", "alpha", "charlie")) {
            CLOUD.change("POST", "global/addresses", "{'name': '" + name + "'}");
        }
        CLOUD.change("POST", "regions/us-east1/addresses", "{'name': 'delta'}");
    }

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @Test
    void aListIsSortedByName() {
        assertThat(names(CLOUD.get("global/addresses").json())).containsExactly("alpha", "bravo", "charlie");
    }

    @Test
    void theNewestComeFirstIfAskedFor() {
        assertThat(names(CLOUD.get("global/addresses?orderBy=creationTimestamp%20desc")
                        .json()))
                .containsExactly("charlie", "alpha", "bravo");
    }

    @Test
    void aPageEndsWithATokenForTheNext() {
        JsonNode first = CLOUD.get("global/addresses?maxResults=2").json();
        JsonNode second = CLOUD.get("global/addresses?maxResults=2&pageToken="
                        + first.get("nextPageToken").asText())
                .json();

        assertThat(names(first)).containsExactly("alpha", "bravo");
        assertThat(names(second)).containsExactly("charlie");
        assertThat(second.has("nextPageToken")).isFalse();
    }

    @Test
    void aPageBeginsWhereTheOneBeforeEndedWhateverIsDeletedInBetween() {
        ComputeFixture other = CLOUD.in("paged-project");
        for (String name : List.of("alpha", "bravo", "charlie")) {
            other.change("POST", "global/addresses", "{'name': '" + name + "'}");
        }
        JsonNode first = other.get("global/addresses?maxResults=2").json();

        other.change("DELETE", "global/addresses/alpha", "");

        assertThat(names(other.get("global/addresses?maxResults=2&pageToken="
                                + first.get("nextPageToken").asText())
                        .json()))
                .containsExactly("charlie");
    }

    @Test
    void moreThanTheLargestPageIsRefused() {
        assertThat(CLOUD.get("global/addresses?maxResults=501").status()).isEqualTo(400);
    }

    @Test
    void aTokenThatNoListGaveIsRefused() {
        assertThat(CLOUD.get("global/addresses?pageToken=zzz").message())
                .startsWith("Invalid value for field 'pageToken'");
    }

    @Test
    void googlesClientGoesThroughAllPages() throws Exception {
        GlobalAddressesSettings settings = GlobalAddressesSettings.newBuilder()
                .setEndpoint(CLOUD.endpoint())
                .setCredentialsProvider(CLOUD.credentials())
                .build();
        List<String> names = new ArrayList<>();
        try (GlobalAddressesClient client = GlobalAddressesClient.create(settings)) {
            client.list(ListGlobalAddressesRequest.newBuilder()
                            .setProject(ComputeFixture.PROJECT)
                            .setMaxResults(1)
                            .setFilter("name != bravo")
                            .build())
                    .iterateAll()
                    .forEach((Address address) -> names.add(address.getName()));
        }
        assertThat(names).containsExactly("alpha", "charlie");
    }

    @Test
    void anAggregatedListHasAnEntryForEveryScope() {
        JsonNode items =
                CLOUD.get("aggregated/addresses?includeAllScopes=True").json().get("items");

        assertThat(names(items.get("global"), "addresses")).containsExactly("alpha", "bravo", "charlie");
        assertThat(names(items.get("regions/us-east1"), "addresses")).containsExactly("delta");
        assertThat(items.at("/regions~1us-west1/warning/code").asText()).isEqualTo("NO_RESULTS_ON_PAGE");
        assertThat(items.at("/regions~1us-west1/warning/message").asText())
                .isEqualTo("No results for the scope 'regions/us-west1'.");
        assertThat(items).hasSize(Geography.scopes().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backendServices",
                "forwardingRules",
                "instances",
                "networkEndpointGroups",
                "instanceGroups",
                "targetPools",
                "targetInstances",
                "instanceGroupManagers"
            })
    void everyCollectionIsListedOverAllScopesPageByPage(String collection) {
        ComputeFixture other = CLOUD.in("aggregated-project");
        String place = PLACES.get(collection);
        prepare(other, collection);
        for (int i = 1; i <= 3; i++) {
            other.change("POST", place + "/" + collection, body(collection, collection.toLowerCase(Locale.ROOT) + i));
        }
        String query =
                "aggregated/" + collection + "?returnPartialSuccess=true&includeAllScopes=true&maxResults=1&filter="
                        + "name%20eq%20" + collection.toLowerCase(Locale.ROOT) + "%5B12%5D";

        JsonNode first = other.get(query).json();
        JsonNode second = other.get(
                        query + "&pageToken=" + first.path("nextPageToken").asText())
                .json();

        assertThat(first.at("/items").path(place).path(collection).findValues("selfLink"))
                .singleElement()
                .satisfies(link -> assertThat(link.asText()).endsWith("1"));
        assertThat(second.at("/items").path(place).path(collection).findValues("selfLink"))
                .singleElement()
                .satisfies(link -> assertThat(link.asText()).endsWith("2"));
        assertThat(second.has("nextPageToken")).isFalse();
    }

    private static void prepare(ComputeFixture cloud, String collection) {
        if (collection.equals("forwardingRules")) {
            cloud.change("POST", "regions/us-central1/targetPools", "{'name': 'pool'}");
        } else if (collection.equals("instanceGroupManagers")) {
            cloud.change(
                    "POST",
                    "global/instanceTemplates",
                    "{'name': 'template', 'properties': "
                            + body("instances", "").replace("'name': '', ", "") + "}");
        }
    }

    private static String body(String collection, String name) {
        String more = switch (collection) {
            case "forwardingRules" -> ", 'target': 'regions/us-central1/targetPools/pool', 'portRange': '80'";
            case "instances" ->
                ", 'machineType': '" + (name.isEmpty() ? "" : "zones/us-central1-a/machineTypes/")
                        + "e2-micro', 'disks': [{'boot': true,"
                        + " 'initializeParams': {'sourceImage':"
                        + " 'projects/debian-cloud/global/images/family/debian-12'}}],"
                        + " 'networkInterfaces': [{'network': 'global/networks/default'}]";
            case "instanceGroupManagers" ->
                ", 'instanceTemplate': 'global/instanceTemplates/template', 'targetSize': 0";
            case "networkEndpointGroups" -> ", 'networkEndpointType': 'GCE_VM_IP_PORT'";
            default -> "";
        };
        return "{'name': '" + name + "'" + more + "}";
    }

    @Test
    void fieldsSelectPartsOfTheAnswer() {
        assertThat(CLOUD.get("global/addresses?fields=items(name)&maxResults=1").json())
                .hasToString("{\"items\":[{\"name\":\"alpha\"}]}");
    }

    private static List<String> names(JsonNode list) {
        return names(list, "items");
    }

    private static List<String> names(JsonNode list, String member) {
        return list.get(member).findValuesAsText("name");
    }
}
