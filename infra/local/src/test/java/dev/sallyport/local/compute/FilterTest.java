package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.Scheduling;
import dev.sallyport.local.api.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private static final Instance VM = Instance.newBuilder()
            .setName("app-1")
            .setStatus("RUNNING")
            .setZone("https://www.googleapis.com/compute/v1/projects/p/zones/us-central1-a")
            .setScheduling(Scheduling.newBuilder().setAutomaticRestart(true))
            .putLabels("env", "test")
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name = app-1",
                "name = \"app-1\"",
                "name=app-*",
                "name:app",
                "name != app-2",
                "labels.env = test",
                "labels.env:*",
                "labels.colour != red",
                "scheduling.automaticRestart = true",
                "status = RUNNING AND name = app-1",
                "status = STOPPED OR name = app-1",
                "(status = RUNNING) (labels.env = test)",
                "NOT status = STOPPED",
                "-status = STOPPED",
                "name eq app-1",
                "name eq \".*\\bapp\\-1\\b.*\"",
                "name eq \".*(^app).*\"",
                "(name eq app-1)((status eq RUNNING)(labels.env eq te.t))",
                "zone eq \".*us-central1-a.*\"",
                "name ne other"
            })
    void theInstanceIsFound(String filter) {
        assertThat(Filter.parse(filter).test(VM)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name = app",
                "name eq app",
                "name eq \"pp-1\"",
                "name ne app-1",
                "labels.colour:*",
                "labels.colour = red",
                "status = STOPPED AND name = app-1",
                "NOT name:app",
                "nothing = 1"
            })
    void theInstanceIsNotFound(String filter) {
        assertThat(Filter.parse(filter).test(VM)).isFalse();
    }

    @Test
    void numbersAreComparedAsNumbers() {
        Firewall rule = Firewall.newBuilder().setPriority(900).build();

        assertThat(Filter.parse("priority < 1000").test(rule)).isTrue();
        assertThat(Filter.parse("priority >= 1000").test(rule)).isFalse();
        assertThat(Filter.parse("priority = 900").test(rule)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "name =", "= app", "(name = app", "name = app)", "name ~ app", "name eq \"(\""})
    void whatIsNoFilterIsRefused(String filter) {
        assertThatThrownBy(() -> Filter.parse(filter))
                .isInstanceOf(ApiException.class)
                .hasMessage("Invalid value for field 'filter': '" + filter + "'. Invalid list filter expression.");
    }
}
