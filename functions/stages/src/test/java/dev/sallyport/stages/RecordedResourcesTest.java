package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordedResourcesTest {
    @Test
    void thereAreSomeToTakeTheirPlace() {
        assertThat(new RecordedResources().count()).isGreaterThan(20);
    }
}
