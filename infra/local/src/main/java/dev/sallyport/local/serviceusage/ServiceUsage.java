package dev.sallyport.local.serviceusage;

import com.google.api.serviceusage.v1.BatchEnableServicesRequest;
import com.google.api.serviceusage.v1.BatchEnableServicesResponse;
import com.google.api.serviceusage.v1.DisableServiceRequest;
import com.google.api.serviceusage.v1.DisableServiceResponse;
import com.google.api.serviceusage.v1.EnableServiceRequest;
import com.google.api.serviceusage.v1.EnableServiceResponse;
import com.google.api.serviceusage.v1.GetServiceRequest;
import com.google.api.serviceusage.v1.ListServicesRequest;
import com.google.api.serviceusage.v1.ListServicesResponse;
import com.google.api.serviceusage.v1.Service;
import com.google.api.serviceusage.v1.ServiceConfig;
import com.google.api.serviceusage.v1.ServiceUsageGrpc.ServiceUsageImplBase;
import com.google.api.serviceusage.v1.State;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.grpc.Unary;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.state.Form;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.KeptMap;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * google.api.serviceusage.v1.ServiceUsage: remembers which services are enabled. Nothing depends on it: every API of the
 * local cloud answers whether enabled or not. Operations are done at once.
 */
public final class ServiceUsage extends ServiceUsageImplBase {
    /** What the operations of this API result in. */
    public static final List<Descriptor> OPERATION_RESPONSES = List.of(
            EnableServiceResponse.getDescriptor(),
            DisableServiceResponse.getDescriptor(),
            BatchEnableServicesResponse.getDescriptor());

    private static final Pattern NAME =
            Pattern.compile("projects/(?<project>[^/]+)(/services/(?<service>[a-z0-9.-]+\\.googleapis\\.com))?");

    private final Projects projects;
    private final KeptMap<Service> enabled;

    public ServiceUsage(Projects projects) {
        this.projects = projects;
        this.enabled = KeptMap.of("services", Form.of(Service.parser()), projects::idOf);
    }

    /** Keeps which services are enabled. */
    public Keeper keeper() {
        return enabled;
    }

    @Override
    public void enableService(EnableServiceRequest request, StreamObserver<Operation> observer) {
        Unary.answer(observer, () -> {
            Name name = service(request.getName());
            enable(name);
            return done(
                    EnableServiceResponse.newBuilder().setService(shown(name)).build());
        });
    }

    @Override
    public void disableService(DisableServiceRequest request, StreamObserver<Operation> observer) {
        Unary.answer(observer, () -> {
            Name name = service(request.getName());
            enabled.remove(name.canonical());
            return done(
                    DisableServiceResponse.newBuilder().setService(shown(name)).build());
        });
    }

    @Override
    public void batchEnableServices(BatchEnableServicesRequest request, StreamObserver<Operation> observer) {
        Unary.answer(observer, () -> {
            List<Name> names = request.getServiceIdsList().stream()
                    .map(id -> service(request.getParent() + "/services/" + id))
                    .toList();
            BatchEnableServicesResponse.Builder response = BatchEnableServicesResponse.newBuilder();
            for (Name name : names) {
                enable(name);
                response.addServices(shown(name));
            }
            return done(response.build());
        });
    }

    @Override
    public void getService(GetServiceRequest request, StreamObserver<Service> observer) {
        Unary.answer(observer, () -> {
            Name name = service(request.getName());
            return shown(name);
        });
    }

    @Override
    public void listServices(ListServicesRequest request, StreamObserver<ListServicesResponse> observer) {
        Unary.answer(observer, () -> {
            if (!request.getFilter().equals("state:ENABLED")) {
                throw ApiException.invalid(
                        "filter: '" + request.getFilter() + "' is not emulated; expected state:ENABLED");
            }
            String prefix = name(request.getParent()).parent() + "/";
            List<Service> services = enabled.view().tailMap(prefix).values().stream()
                    .takeWhile(service -> service.getName().startsWith(prefix))
                    .toList();
            return ListServicesResponse.newBuilder().addAllServices(services).build();
        });
    }

    private void enable(Name name) {
        enabled.put(name.canonical(), described(name).setState(State.ENABLED).build());
    }

    private Service shown(Name name) {
        return enabled.get(name.canonical())
                .orElseGet(() -> described(name).setState(State.DISABLED).build());
    }

    private static Service.Builder described(Name name) {
        return Service.newBuilder()
                .setName(name.canonical())
                .setParent(name.parent())
                .setConfig(ServiceConfig.newBuilder().setName(name.service()));
    }

    private Name service(String name) {
        Name parsed = name(name);
        if (parsed.service() == null) {
            throw malformed(name, "projects/PROJECT/services/NAME.googleapis.com");
        }
        return parsed;
    }

    private Name name(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw malformed(name, "projects/PROJECT[/services/NAME.googleapis.com]");
        }
        return new Name(projects.named(matcher.group("project")), matcher.group("service"));
    }

    private static ApiException malformed(String name, String expected) {
        return ApiException.invalid("'" + name + "' is not valid; expected " + expected);
    }

    private static Operation done(Message response) {
        return Operation.newBuilder()
                .setName("operations/noop.DONE_OPERATION")
                .setDone(true)
                .setResponse(Any.pack(response))
                .build();
    }

    private record Name(Project project, String service) {
        String parent() {
            return "projects/" + project.number();
        }

        String canonical() {
            return parent() + "/services/" + service;
        }
    }
}
