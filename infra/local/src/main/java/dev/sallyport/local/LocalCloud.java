package dev.sallyport.local;

import com.linecorp.armeria.server.HttpService;
import dev.sallyport.local.admin.Admin;
import dev.sallyport.local.admin.CallDirector;
import dev.sallyport.local.compute.ComputeEngine;
import dev.sallyport.local.compute.OperationLatency;
import dev.sallyport.local.firestore.Firestore;
import dev.sallyport.local.functions.FunctionHost;
import dev.sallyport.local.iam.Policies;
import dev.sallyport.local.iam.RoleNames;
import dev.sallyport.local.iap.ComputeIds;
import dev.sallyport.local.iap.Iap;
import dev.sallyport.local.identity.AccessTokens;
import dev.sallyport.local.identity.Account;
import dev.sallyport.local.identity.Accounts;
import dev.sallyport.local.identity.Callers;
import dev.sallyport.local.identity.GrpcCaller;
import dev.sallyport.local.identity.IamCredentials;
import dev.sallyport.local.identity.IdTokens;
import dev.sallyport.local.identity.LocalAccounts;
import dev.sallyport.local.internet.Internet;
import dev.sallyport.local.internet.network.Loopback;
import dev.sallyport.local.logging.Logging;
import dev.sallyport.local.orgpolicy.OrganizationPolicyService;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.pubsub.PubSub;
import dev.sallyport.local.resourcemanager.ProjectsV1;
import dev.sallyport.local.resourcemanager.ResourceManager;
import dev.sallyport.local.secretmanager.SecretManager;
import dev.sallyport.local.serviceusage.ServiceUsage;
import dev.sallyport.local.state.CloudState;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.StateDirectory;
import dev.sallyport.local.time.CloudClock;
import dev.sallyport.local.usage.Usage;
import dev.sallyport.local.watch.ExposureLook;
import dev.sallyport.local.watch.ExposureWatch;
import io.grpc.BindableService;
import io.grpc.Channel;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Google Cloud in small, in this JVM and on loopback only: Google's client libraries and gcloud work against it by
 * endpoint settings alone.
 *
 * <pre>{@code
 * try (LocalCloud cloud = LocalCloud.start()) {
 *     HealthChecksSettings.newBuilder()
 *             .setEndpoint("http://" + cloud.apiEndpoint())
 *             .setCredentialsProvider(NoCredentialsProvider.create());
 * }
 * }</pre>
 *
 * <p>Credentials are neither needed nor looked at: whoever reaches the ports is the owner of every project. What the
 * internet lets pass is another matter, see {@link #internetProxy}.
 */
public final class LocalCloud implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1:";
    private static final String REGION = "us-central1";

    private final Optional<StateDirectory> directory;
    private final CloudClock clock = CloudClock.system();
    private final Projects projects = new Projects();
    private final LocalAccounts accounts = new LocalAccounts();
    private final AccessTokens accessTokens = new AccessTokens();
    private final Usage usage = new Usage();
    private final Admin admin;
    private final Readiness readiness = new Readiness();
    private final Logging logging;
    private final ComputeEngine compute;
    private final PubSub pubSub;
    private final Firestore firestore;
    private final Iap iap;
    private final List<BindableService> services = new ArrayList<>();
    private final List<Keeper> keepers = new ArrayList<>();
    private final CallGate gate = new CallGate();
    private final Internet internet;
    private final CloudState state;
    private Optional<ApiServer> apis = Optional.empty();
    private Optional<FunctionHost> functions = Optional.empty();

    LocalCloud(OperationLatency latency, Duration policyDelay, Optional<StateDirectory> kept, CallDirector director) {
        directory = kept;
        admin = new Admin(clock, projects, usage, director);
        // Ids are made from the time, so that the time comes first.
        directory.ifPresent(state -> state.attach(List.of(clock.keeper())));
        Policies projectPolicies = new Policies(clock, RoleNames.any(), "project-policies", projects::idOf);
        Callers callers = new Callers();
        callers.attach(this::holder);
        logging = new Logging(clock, projects);
        compute = new ComputeEngine(clock, projects, latency);
        pubSub = new PubSub(clock, admin.deliveryFaults(), new IdTokens(accounts, clock)::withEmail, usage);
        iap = new Iap(clock, projects, ComputeIds.of(compute), projectPolicies, logging, callers);
        SecretManager secretManager = new SecretManager(clock, projects);
        ServiceUsage serviceUsage = new ServiceUsage(projects);
        firestore = new Firestore(clock, usage);
        services.addAll(pubSub.services());
        services.addAll(iap.services());
        services.add(GrpcCaller.knownTo(new ResourceManager(projects, projectPolicies, logging, clock, callers)));
        services.add(serviceUsage);
        services.add(secretManager);
        services.add(new IamCredentials(accounts, accessTokens, clock));
        services.addAll(logging.services());
        OrganizationPolicyService organizationPolicies = new OrganizationPolicyService(clock, projects);
        services.add(organizationPolicies);
        // First those that the others look things up in.
        keepers.add(projects.keeper());
        keepers.add(projectPolicies.keeper());
        keepers.addAll(accounts.keepers());
        keepers.addAll(iap.keepers());
        keepers.addAll(secretManager.keepers());
        keepers.add(serviceUsage.keeper());
        keepers.add(logging.keeper());
        keepers.add(organizationPolicies.keeper());
        keepers.addAll(firestore.keepers());
        keepers.add(compute);
        keepers.add(pubSub);
        internet = new Internet(clock, projects, compute, compute, iap, accounts, accessTokens, policyDelay);
        state = cloudState();
        compute.attach(this::holder);
        compute.auditTo(logging);
        compute.attach(internet.machines());
        compute.attach(internet.health());
        compute.attach(internet.traffic());
        internet.attach(compute);
    }

    /** A local cloud on free ports, without functions. */
    public static LocalCloud start() {
        return builder().start();
    }

    public static LocalCloudBuilder builder() {
        return new LocalCloudBuilder();
    }

    /** {@code host:port} that serves every API: gRPC and JSON, in plain text. */
    public String apiEndpoint() {
        return LOOPBACK + apis.orElseThrow(LocalCloud::notStarted).port();
    }

    /** {@code host:port} of each further port that serves every API, as many as {@link LocalCloudBuilder#doors} says. */
    public List<String> doors() {
        return apis.orElseThrow(LocalCloud::notStarted).doors().stream()
                .map(port -> LOOPBACK + port)
                .toList();
    }

    /**
     * The gRPC services, for callers in this JVM: what is called by it crosses no port, and neither failures nor delays
     * that were asked for befall it.
     */
    public Channel channel() {
        return apis.orElseThrow(LocalCloud::notStarted).channel();
    }

    /** {@code host:port} of the HTTP proxy that leads to the cloud's external addresses. */
    public String internetProxy() {
        return LOOPBACK + internet.port();
    }

    /** The authority that signed the certificates of Google's own hosts on this internet, in PEM. */
    public String internetCertificateAuthority() {
        return internet.caCertificatePem();
    }

    /** The internet itself: what its firewalls make of a connection, IAP's keys, the OAuth clients that Google knows. */
    public Internet internet() {
        return internet;
    }

    /** The cloud's time, to be moved. */
    public CloudClock clock() {
        return clock;
    }

    public Projects projects() {
        return projects;
    }

    public ComputeEngine compute() {
        return compute;
    }

    public Accounts accounts() {
        return accounts;
    }

    /** Where each hosted function answers, by name. */
    public Map<String, URI> functions() {
        return functions.map(FunctionHost::functions).orElse(Map.of());
    }

    /** From now on strangers try every way into the applications of a project, until the watch is ended. */
    public ExposureWatch watchExposure(String project) {
        return ExposureWatch.start(
                projects.named(project),
                compute,
                internet::assertionForAnotherApp,
                Loopback.address(internet.port()),
                clock);
    }

    /** A stranger who tries every way into the applications of a project, once whenever asked. */
    public ExposureLook lookForExposure(String project) {
        return new ExposureLook(
                projects.named(project),
                compute,
                internet::assertionForAnotherApp,
                Loopback.address(internet.port()),
                clock);
    }

    /** Forgets everything, as if the cloud had just started, time included; its ports stay. */
    public void reset() {
        replacing(() -> {
            state.reset(Optional.empty());
            return state;
        });
    }

    /** All that there is, as a document that only this cloud can restore. */
    public String snapshot() {
        return gate.hold(() -> state.snapshot(Optional.empty()));
    }

    /** Puts what the snapshot has in the place of what there is, time included. */
    public void restore(String snapshot) {
        replacing(() -> state.restore(snapshot, Optional.empty()));
    }

    /** Stops everything, functions first; returns when the ports are free. */
    @Override
    public void close() {
        readiness.over();
        functions.ifPresent(FunctionHost::close);
        pubSub.close();
        apis.ifPresent(ApiServer::close);
        internet.close();
        clock.close();
        directory.ifPresent(StateDirectory::close);
    }

    void start(LocalCloudBuilder settings) {
        directory.ifPresent(this::takeUp);
        startInternet(settings.wantedInternetPort());
        ApiServer server = ApiServer.start(
                new ApiPorts(settings.wantedApiPort(), settings.wantedDoors()),
                new GrpcApis(services, firestore.services()),
                otherPaths(),
                admin,
                gate);
        apis = Optional.of(server);
        logging.attach(server.channel());
        settings.hosted().ifPresent(wanted -> startFunctions(wanted, server));
        pubSub.resume();
        readiness.ready(this, settings.project());
    }

    /** What was to be delivered waits: where functions answer is another place in every run. */
    private void takeUp(StateDirectory state) {
        pubSub.deliverLater();
        state.attach(keepers);
        state.ready();
    }

    private Map<String, HttpService> otherPaths() {
        Map<String, HttpService> paths = new HashMap<>(admin.pages(internet.names()));
        paths.put("prefix:/compute", compute.service());
        paths.put("prefix:/batch/compute", compute.batch());
        paths.put("regex:^/v1/projects/(?<project>[^/:]+)$", new ProjectsV1(projects));
        paths.putAll(firestore.adminPaths());
        paths.put("/-/ready", readiness);
        paths.put(FunctionPages.PATH, new FunctionPages(this::functions));
        paths.putAll(new StatePages(state, gate, this::connectFunctions).services());
        return paths;
    }

    private CloudState cloudState() {
        List<Keeper> all = new ArrayList<>(List.of(clock.keeper()));
        all.addAll(keepers);
        return new CloudState(clock, all, directory);
    }

    private <T> T replacing(Supplier<T> replacement) {
        return gate.hold(() -> {
            T done = replacement.get();
            connectFunctions();
            return done;
        });
    }

    private void connectFunctions() {
        functions.ifPresent(FunctionHost::connect);
    }

    private void startInternet(int port) {
        try {
            internet.start(port);
        } catch (RuntimeException e) {
            throw PortInUseException.of("the internet proxy", port, e);
        }
    }

    private void startFunctions(HostedFunctions wanted, ApiServer server) {
        FunctionHost host = new FunctionHost(
                clock,
                usage,
                wanted.file(),
                wanted.classPath(),
                wanted.environment().apply(this),
                wanted.project(),
                REGION);
        functions = Optional.of(host);
        host.start(server.channel(), apiEndpoint());
    }

    private Optional<String> holder(String accessToken) {
        return accessTokens.identified(accessToken, clock.instant()).map(Account::email);
    }

    private static IllegalStateException notStarted() {
        return new IllegalStateException("the local cloud has not started");
    }
}
