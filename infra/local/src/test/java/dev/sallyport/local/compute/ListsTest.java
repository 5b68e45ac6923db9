package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.GlobalAddressesClient;
import com.google.cloud.compute.v1.GlobalAddressesSettings;
import com.google.cloud.compute.v1.ListGlobalAddressesRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ListsTest {
    private static final ComputeFixture CLOUD = new ComputeFixture();

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
