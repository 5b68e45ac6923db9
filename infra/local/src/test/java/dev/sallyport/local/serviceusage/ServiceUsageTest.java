package dev.sallyport.local.serviceusage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.serviceusage.v1.BatchEnableServicesRequest;
import com.google.api.serviceusage.v1.DisableServiceRequest;
import com.google.api.serviceusage.v1.EnableServiceRequest;
import com.google.api.serviceusage.v1.EnableServiceResponse;
import com.google.api.serviceusage.v1.ListServicesRequest;
import com.google.api.serviceusage.v1.Service;
import com.google.api.serviceusage.v1.ServiceUsageGrpc;
import com.google.api.serviceusage.v1.ServiceUsageGrpc.ServiceUsageBlockingStub;
import com.google.api.serviceusage.v1.State;
import com.google.longrunning.Operation;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sallyport.local.grpc.InProcess;
import dev.sallyport.local.projects.Projects;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceUsageTest {
    private static final String PROJECT = "projects/lab-project";

    private InProcess services;
    private ServiceUsageBlockingStub api;

    @BeforeEach
    void start() throws IOException {
        services = InProcess.serving(List.of(new ServiceUsage(new Projects())));
        api = ServiceUsageGrpc.newBlockingStub(services.channel());
    }

    @AfterEach
    void stop() {
        services.close();
    }

    @Test
    void aServiceIsEnabledAtOnce() throws InvalidProtocolBufferException {
        Operation operation = api.enableService(EnableServiceRequest.newBuilder()
                .setName(PROJECT + "/services/iap.googleapis.com")
                .build());

        assertThat(operation.getDone()).isTrue();
        Service service =
                operation.getResponse().unpack(EnableServiceResponse.class).getService();
        assertThat(service.getState()).isEqualTo(State.ENABLED);
        assertThat(enabled()).containsExactly("iap.googleapis.com");
    }

    @Test
    void servicesAreEnabledTogetherAndDisabledOneByOne() {
        api.batchEnableServices(BatchEnableServicesRequest.newBuilder()
                .setParent(PROJECT)
                .addServiceIds("compute.googleapis.com")
                .addServiceIds("iap.googleapis.com")
                .build());

        api.disableService(DisableServiceRequest.newBuilder()
                .setName(PROJECT + "/services/compute.googleapis.com")
                .build());

        assertThat(enabled()).containsExactly("iap.googleapis.com");
    }

    @Test
    void oneFaultyNameInABatchEnablesNothing() {
        assertThatThrownBy(() -> api.batchEnableServices(BatchEnableServicesRequest.newBuilder()
                        .setParent(PROJECT)
                        .addServiceIds("iap.googleapis.com")
                        .addServiceIds("iap")
                        .build()))
                .hasMessageContaining("'projects/lab-project/services/iap' is not valid");
        assertThat(enabled()).isEmpty();
    }

    private List<String> enabled() {
        return api
                .listServices(ListServicesRequest.newBuilder()
                        .setParent(PROJECT)
                        .setFilter("state:ENABLED")
                        .build())
                .getServicesList()
                .stream()
                .map(service -> service.getConfig().getName())
                .toList();
    }
}
