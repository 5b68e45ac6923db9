package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Compute;
import com.google.cloud.compute.v1.NetworkEndpoint;
import com.google.cloud.compute.v1.SslCertificate;
import com.google.protobuf.Message;
import com.linecorp.armeria.server.HttpService;
import dev.sallyport.local.api.ErrorFormat;
import dev.sallyport.local.api.RestRouter;
import dev.sallyport.local.identity.Callers;
import dev.sallyport.local.identity.TokenHolders;
import dev.sallyport.local.logging.LogWriter;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.state.Journal;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.StateRecord;
import dev.sallyport.local.time.CloudClock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The Compute Engine API v1. Every method is routed and its request checked against its type; {@link #levels} says how
 * far the local cloud goes in each.
 *
 * <p>Changes of one project are made one after the other. Listeners and {@link Machines} are called when a change is in
 * force and its project is free again, in the order of the changes, on the thread that made the change or that of
 * another that came in between.
 */
public final class ComputeEngine implements ComputeView, CertificateKeys, ManagedCertificates, Keeper {
    /** What resources read from the beta API have and v1 does not know; clients write it back. */
    private static final String[] BETA_MEMBERS = {
        "Disk.locked",
        "Disk.multiWriter",
        "Firewall.enableLogging",
        "Image.rolloutOverride",
        "Instance.shieldedVmConfig",
        "Instance.shieldedVmIntegrityPolicy",
        "InstanceGroupManager.serviceAccount",
        "InstanceGroupManagerUpdatePolicy.minReadySec",
        "RouterNat.effectiveTcpTimeWaitTimeoutSec",
        "SecurityPolicy.selfLinkWithId",
        "SecurityPolicyRule.ruleNumber",
        "UrlMap.status"
    };

    private final Cloud cloud;
    private final ComputeState state;
    private final Callers callers = new Callers();
    private final AdminActivity activity;
    private final RestRouter router;

    public ComputeEngine(CloudClock clock, Projects projects, OperationLatency latency) {
        this.cloud = new Cloud(clock, projects, latency);
        this.state = cloud.state();
        Dispatcher dispatcher = new Dispatcher(cloud, new OperationMethods(cloud, clock), callers);
        this.activity = new AdminActivity(dispatcher, cloud, clock, callers);
        this.router = RestRouter.builder(ErrorFormat.COMPUTE)
                .services(() -> Compute.getDescriptor().getServices(), activity)
                .alias("/compute/beta/", "/compute/v1/")
                .passOver(BETA_MEMBERS)
                .complete(new LaterFields())
                .build();
    }

    /** From now on these machines boot and stop as instances do. */
    public void attach(Machines machines) {
        cloud.machines(machines);
    }

    /** From now on getHealth answers what these health checks found. */
    public void attach(BackendHealth health) {
        cloud.health(health);
    }

    /** From now on managed instance groups ask this about their instances. */
    public void attach(InstanceTraffic traffic) {
        cloud.traffic(traffic);
    }

    /** From now on operations are the holders' of the access tokens that their requests came with. */
    public void attach(TokenHolders holders) {
        callers.attach(holders);
    }

    /** From now on calls that change something are written to the audit log. */
    public void auditTo(LogWriter log) {
        activity.attach(log);
    }

    /** Serves {@code /compute/v1/**}, and {@code /compute/beta/**} as the same surface. */
    public HttpService service() {
        return router;
    }

    /** Serves {@code /batch/compute/**}: many requests in one, by which gcloud does two things at once. */
    public HttpService batch() {
        return router.batch();
    }

    /** Makes the routes ahead of the first request: it takes about a second, for there are many. */
    public void prepare() {
        router.prepare();
    }

    /** The level of each method, by its full name, such as {@code compute.instances.insert}; sorted. */
    public Map<String, MethodLevel> levels() {
        Map<String, MethodLevel> levels = new TreeMap<>();
        Compute.getDescriptor()
                .getServices()
                .forEach(service -> service.getMethods().forEach(descriptor -> {
                    ComputeMethod method = cloud.methods().of(descriptor);
                    levels.put(method.id(), cloud.methods().level(method));
                }));
        return levels;
    }

    @Override
    public <M extends Message> Optional<M> find(Class<M> type, String link) {
        return Link.parse(link)
                .flatMap(parsed -> cloud.projects().find(parsed.project()).map(project -> parsed.of(project.id())))
                .flatMap(parsed -> cloud.read(cloud.projects().named(parsed.project()), transaction -> {
                    Link resource = transaction.canonical(parsed);
                    return transaction.get(type, resource).map(stored -> transaction.shown(resource, stored));
                }));
    }

    @Override
    public <M extends Message> List<M> list(Class<M> type, String project) {
        Optional<Project> known = project.equals(Link.NO_PROJECT)
                ? Optional.of(OrganizationPolicies.PLACE)
                : cloud.projects().find(project);
        return known.map(found -> cloud.read(
                        found,
                        transaction -> transaction
                                .all(type)
                                .filter(stored -> !OwnCollections.isOwn(stored.link()))
                                .map(stored -> type.cast(transaction.shown(stored.link(), stored.message())))
                                .toList()))
                .orElse(List.of());
    }

    @Override
    public List<String> members(String groupLink) {
        return Link.parse(groupLink)
                .map(cloud::byProjectId)
                .map(group -> cloud.read(
                        cloud.projects().named(group.project()), transaction -> GroupMembers.of(transaction, group)))
                .orElse(List.of());
    }

    @Override
    public List<NetworkEndpoint> endpoints(String groupLink) {
        return Link.parse(groupLink)
                .map(cloud::byProjectId)
                .map(group -> cloud.read(
                        cloud.projects().named(group.project()),
                        transaction -> EndpointActions.endpoints(transaction, transaction.canonical(group))))
                .orElse(List.of());
    }

    @Override
    public Optional<String> privateKeyPem(String certificateLink) {
        return Link.parse(certificateLink)
                .map(cloud::byProjectId)
                .flatMap(cloud::elsewhere)
                .filter(SslCertificate.class::isInstance)
                .map(certificate -> ((SslCertificate) certificate).getPrivateKey())
                .filter(key -> !key.isEmpty());
    }

    @Override
    public void unissued(String link, Map<String, String> domainStatus) {
        changeManaged(link, certificate -> SslCertificateBehaviour.unissued(certificate, domainStatus));
    }

    @Override
    public void issued(String link, String chainPem, String keyPem) {
        changeManaged(link, certificate -> SslCertificateBehaviour.issued(certificate, chainPem, keyPem));
    }

    private void changeManaged(String link, UnaryOperator<SslCertificate> issuing) {
        Link certificate = Link.parse(link).map(cloud::byProjectId).orElseThrow();
        cloud.change(cloud.projects().named(certificate.project()), transaction -> {
            Optional<SslCertificate> known = transaction.get(SslCertificate.class, certificate);
            known.filter(SslCertificate::hasManaged)
                    .map(issuing)
                    .filter(after -> !after.equals(known.get()))
                    .ifPresent(after -> transaction.put(certificate, after));
            return known;
        });
    }

    @Override
    public void onChange(Consumer<String> listener) {
        cloud.onChange(listener);
    }

    @Override
    public String name() {
        return "compute";
    }

    /** The machines of the instances that run boot again, and operations and groups go on from where they were. */
    @Override
    public void load(Collection<StateRecord> records) {
        state.load(records);
    }

    @Override
    public void journal(Journal journal) {
        state.journal(journal);
    }

    @Override
    public Set<String> projects() {
        return state.projects();
    }

    @Override
    public List<StateRecord> records(String project) {
        return state.records(project);
    }

    /** The machines of before are switched off, and those of the instances that run now boot. */
    @Override
    public void replace(String project, Collection<StateRecord> records) {
        state.replace(project, records);
    }
}
