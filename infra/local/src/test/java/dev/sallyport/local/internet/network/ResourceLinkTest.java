package dev.sallyport.local.internet.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceLinkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "projects/lab/zones/z/instances/vm",
                "https://www.googleapis.com/compute/v1/projects/lab/zones/z/instances/vm",
                "//compute.googleapis.com/projects/lab/zones/z/instances/vm",
                "/projects/lab/zones/z/instances/vm"
            })
    void oneResourceHasManySpellings(String link) {
        assertThat(ResourceLink.parse(link)).contains(new ResourceLink("lab", "zones/z", "instances", "vm"));
    }

    @Test
    void aGlobalResourceHasNoPlace() {
        assertThat(ResourceLink.parse("projects/lab/global/networks/default"))
                .contains(new ResourceLink("lab", "global", "networks", "default"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "vm",
                "zones/z/instances/vm",
                "projects/lab/zones/z/instances",
                "projects/lab/zones/z/instances/",
                "projects//zones/z/instances/vm",
                "projects/lab/planets/z/instances/vm",
                "folders/lab/global/networks/default",
                "projects/lab/global/networks/default/more"
            })
    void whatIsNotAWholeNameIsNone(String link) {
        assertThat(ResourceLink.parse(link)).isEmpty();
    }
}
