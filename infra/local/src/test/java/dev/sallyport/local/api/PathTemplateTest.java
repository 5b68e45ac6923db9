package dev.sallyport.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PathTemplateTest {
    @Test
    void aVariableTakesOneSegment() {
        PathTemplate template = PathTemplate.parse("/compute/v1/projects/{project}/global/networks/{network}");

        assertThat(template.match("/compute/v1/projects/p/global/networks/n"))
                .contains(Map.of("project", "p", "network", "n"));
        assertThat(template.match("/compute/v1/projects/p/global/networks/n/more"))
                .isEmpty();
        assertThat(template.match("/compute/v1/projects/p/global/networks/")).isEmpty();
    }

    @Test
    void aVariableWithAPatternTakesAllItsSegments() {
        assertThat(PathTemplate.parse("/v1/{name=projects/*/topics/*}").match("/v1/projects/p/topics/t"))
                .contains(Map.of("name", "projects/p/topics/t"));
    }

    @Test
    void aVerbStandsAfterTheLastColon() {
        PathTemplate template = PathTemplate.parse("/v1/{topic=projects/*/topics/*}:publish");

        assertThat(template.match("/v1/projects/p/topics/t:publish")).contains(Map.of("topic", "projects/p/topics/t"));
        assertThat(template.match("/v1/projects/p/topics/t:pull")).isEmpty();
        assertThat(template.match("/v1/projects/p/topics/t")).isEmpty();
    }

    @Test
    void twoStarsTakeAnyNumberOfSegments() {
        PathTemplate template = PathTemplate.parse("/v1/{resource=**}:getIamPolicy");

        assertThat(template.match("/v1/projects/1/iap_web/compute/services/2:getIamPolicy"))
                .contains(Map.of("resource", "projects/1/iap_web/compute/services/2"));
    }

    @Test
    void whatFollowsTwoStarsIsCountedFromTheEnd() {
        PathTemplate template = PathTemplate.parse("/v1/{parent=projects/*/databases/*/documents/**}/{collection}");

        assertThat(template.match("/v1/projects/p/databases/d/documents/a/b/c"))
                .contains(Map.of("parent", "projects/p/databases/d/documents/a/b", "collection", "c"));
    }

    @Test
    void percentEncodedSegmentsAreDecoded() {
        assertThat(PathTemplate.parse("/v1/{name}").match("/v1/a%2Fb%20c")).contains(Map.of("name", "a/b c"));
    }
}
