package dev.sallyport.local;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import dev.sallyport.local.admin.Admin;
import dev.sallyport.local.api.ErrorFormat;
import dev.sallyport.local.api.GrpcBackend;
import dev.sallyport.local.api.RestRouter;
import dev.sallyport.local.grpc.InProcessServices;
import dev.sallyport.local.logging.Logging;
import dev.sallyport.local.resourcemanager.ProjectPoliciesV1;
import dev.sallyport.local.serviceusage.ServiceUsage;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** All APIs on one port of loopback: gRPC, and JSON over HTTP/1.1 and HTTP/2, in plain text. */
final class ApiServer implements AutoCloseable {
    /** More than the largest message of Pub/Sub and Firestore, 10 MiB, takes as JSON. */
    private static final long LARGEST_REST_REQUEST = 32L << 20;

    private static final int LARGEST_GRPC_MESSAGE = 32 << 20;

    private final Acceptor acceptor = new Acceptor();
    private final InProcessServices inProcess;
    private final Server server;

    private ApiServer(ApiPorts ports, GrpcApis apis, Map<String, HttpService> others, Admin admin, CallGate gate) {
        inProcess = InProcessServices.start(apis.all());
        // A streaming pull has no end, so neither time nor length of requests is bounded for all.
        ServerBuilder builder = Server.builder()
                .bossGroupFactory(name -> acceptor.group())
                .meterRegistry(NoopMeterRegistry.get())
                .requestTimeoutMillis(0)
                .maxRequestLength(0)
                .decorator(gate)
                .decorator(admin.requests());
        ports.openOn(builder);
        builder.service(grpc(apis.blocking(), admin, true));
        builder.service(grpc(apis.nonBlocking(), admin, false));
        others.forEach((path, service) -> rest(builder, path, service));
        RestRouter router = transcoded(apis.all(), inProcess.channel());
        rest(builder, ProjectPoliciesV1.PATHS, new ProjectPoliciesV1(router));
        rest(builder, "prefix:/", router);
        server = builder.build();
    }

    /**
     * @param others what serves the paths that are not the services' own, by path pattern
     * @param admin watches every call from outside
     * @param gate what every call passes
     * @throws PortInUseException if something listens on the port
     */
    static ApiServer start(ApiPorts ports, GrpcApis apis, Map<String, HttpService> others, Admin admin, CallGate gate) {
        ApiServer server = new ApiServer(ports, apis, others, admin, gate);
        try {
            server.server.start().join();
        } catch (CompletionException e) {
            server.close();
            throw PortInUseException.of("the APIs", ports.main(), e);
        }
        return server;
    }

    int port() {
        return active().get(0);
    }

    /** The ports besides that one. */
    List<Integer> doors() {
        return active().subList(1, active().size());
    }

    /** In the order in which they were asked for. */
    private List<Integer> active() {
        return server.activePorts().keySet().stream()
                .map(InetSocketAddress::getPort)
                .toList();
    }

    /** The gRPC services, for callers within the process. */
    Channel channel() {
        return inProcess.channel();
    }

    @Override
    public void close() {
        inProcess.close();
        server.stop();
        acceptor.awaitClosed();
    }

    private static void rest(ServerBuilder builder, String path, HttpService service) {
        builder.route().path(path).maxRequestLength(LARGEST_REST_REQUEST).build(service);
    }

    /** JSON is the router's; Armeria's own takes seconds to prepare and is not Google's. */
    private static GrpcService grpc(List<BindableService> services, Admin admin, boolean blocking) {
        GrpcServiceBuilder grpc = GrpcService.builder()
                .intercept(admin.grpcCalls())
                .supportedSerializationFormats(GrpcSerializationFormats.PROTO)
                .useBlockingTaskExecutor(blocking)
                .maxRequestMessageLength(LARGEST_GRPC_MESSAGE);
        services.forEach(grpc::addService);
        return grpc.build();
    }

    private static RestRouter transcoded(List<BindableService> services, Channel channel) {
        return RestRouter.builder(ErrorFormat.GRPC)
                .services(() -> services.stream().map(ApiServer::descriptor).toList(), GrpcBackend.over(channel))
                .anyTypes(ServiceUsage.OPERATION_RESPONSES)
                .anyTypes(Logging.PAYLOADS)
                .build();
    }

    private static ServiceDescriptor descriptor(BindableService service) {
        ProtoServiceDescriptorSupplier schema = (ProtoServiceDescriptorSupplier)
                service.bindService().getServiceDescriptor().getSchemaDescriptor();
        return schema.getServiceDescriptor();
    }
}
