package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.HealthCheck;
import dev.sallyport.converge.Link;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LabExtension.class)
class BackendStageTest {
    private Lab lab;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
        lab.runThrough(InstanceGroupStage.NAME);
    }

    @Test
    void theServiceSendsHttpToTheGroupsNamedPort() {
        Map<String, String> outputs = run();
        BackendService service = service();
        assertThat(service.getProtocol()).isEqualTo("HTTP");
        assertThat(service.getPortName()).isEqualTo("http");
        assertThat(service.getEnableCDN()).isFalse();
        assertThat(Link.partial(service.getBackends(0).getGroup()))
                .isEqualTo(lab.deployment().outputsOf(InstanceGroupStage.NAME).get("group"));
        assertThat(Link.partial(service.getHealthChecks(0))).isEqualTo(outputs.get("healthCheck"));
        assertThat(outputs).containsEntry("id", Long.toUnsignedString(service.getId()));
    }

    @Test
    void theHealthCheckAsksForThePathOverHttp() {
        run();
        HealthCheck check = lab.clients().healthChecks().get(lab.project(), "my-health-check");
        assertThat(check.getType()).isEqualTo("HTTP");
        assertThat(check.getHttpHealthCheck().getPort()).isEqualTo(80);
        assertThat(check.getHttpHealthCheck().getRequestPath()).isEqualTo("/");
        assertThat(check.getHttpHealthCheck().hasHost()).isFalse();
    }

    @Test
    void everyRequestIsLogged() {
        run();
        assertThat(service().getLogConfig().getEnable()).isTrue();
        assertThat(service().getLogConfig().getSampleRate()).isEqualTo(1);
    }

    @Test
    void whoeverAsksForALogOfNoRequestsHasLoggingOff() {
        run();
        lab.asking(request -> request.withObject("/backendService").put("logSampleRate", 0));
        run();
        assertThat(service().getLogConfig().getEnable()).isFalse();
        assertThat(lab.operationsOf(() -> run())).isEmpty();
    }

    @Test
    void aSecondRunWritesNothing() {
        run();
        assertThat(lab.operationsOf(() -> run())).isEmpty();
    }

    @Test
    void aChangeIsMadeInPlaceSoThatTheIdStays() {
        Map<String, String> before = run();
        lab.deployment().started().clear();
        lab.asking(request -> {
            request.withObject("/backendService").put("timeoutSec", 60);
            request.withObject("/healthCheck").put("path", "/healthy");
        });
        Map<String, String> after = run();
        assertThat(after).isEqualTo(before);
        assertThat(service().getTimeoutSec()).isEqualTo(60);
        assertThat(lab.deployment().started())
                .containsExactly(
                        "healthChecks/my-health-check/patch/httpHealthCheck",
                        "backendServices/my-backend-service/patch/timeoutSec");
    }

    private Map<String, String> run() {
        return lab.run(BackendStage.NAME).outputs();
    }

    private BackendService service() {
        return lab.clients().backendServices().get(lab.project(), "my-backend-service");
    }
}
