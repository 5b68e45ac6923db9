package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MethodLevelsTest {
    private static final ComputeFixture CLOUD = new ComputeFixture();
    private static final Map<String, MethodLevel> LEVELS = CLOUD.compute.levels();

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @Test
    void everyMethodOfTheApiHasALevel() {
        assertThat(LEVELS).hasSize(912);
    }

    @Test
    void whatTheMissionTouchesIsReal() {
        assertThat(LEVELS)
                .containsEntry("compute.backendServices.patch", MethodLevel.REAL)
                .containsEntry("compute.regionInstanceGroupManagers.applyUpdatesToInstances", MethodLevel.REAL)
                .containsEntry("compute.targetHttpsProxies.setSslCertificates", MethodLevel.REAL)
                .containsEntry("compute.globalOperations.wait", MethodLevel.REAL);
    }

    @Test
    void aCollectionWithoutBehaviourIsGeneric() {
        assertThat(LEVELS)
                .containsEntry("compute.vpnTunnels.insert", MethodLevel.GENERIC)
                .containsEntry("compute.vpnTunnels.aggregatedList", MethodLevel.GENERIC);
    }

    @Test
    void whatNobodyAnswersIsAbsent() {
        assertThat(LEVELS).containsEntry("compute.projects.moveInstance", MethodLevel.ABSENT);
    }

    @Test
    void onlyAbsentMethodsAnswer501() {
        assertThat(CLOUD.get("regions/us-central1/vpnTunnels").status()).isEqualTo(200);
        assertThat(CLOUD.post("moveInstance", "{}").status()).isEqualTo(501);
    }
}
