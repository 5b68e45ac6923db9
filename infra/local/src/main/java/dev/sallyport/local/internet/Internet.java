package dev.sallyport.local.internet;

import dev.sallyport.local.compute.BackendHealth;
import dev.sallyport.local.compute.CertificateKeys;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.compute.InstanceTraffic;
import dev.sallyport.local.compute.Machines;
import dev.sallyport.local.compute.ManagedCertificates;
import dev.sallyport.local.iap.IapPolicies;
import dev.sallyport.local.identity.AccessTokens;
import dev.sallyport.local.identity.Accounts;
import dev.sallyport.local.internet.balancer.FrontEnds;
import dev.sallyport.local.internet.google.GoogleHosts;
import dev.sallyport.local.internet.google.RegisteredClients;
import dev.sallyport.local.internet.guest.Guests;
import dev.sallyport.local.internet.iap.AssertionKeys;
import dev.sallyport.local.internet.iap.BearerTokens;
import dev.sallyport.local.internet.iap.IdentityAwareProxy;
import dev.sallyport.local.internet.iap.OAuthClients;
import dev.sallyport.local.internet.network.Connection;
import dev.sallyport.local.internet.network.Decision;
import dev.sallyport.local.internet.network.RememberedCompute;
import dev.sallyport.local.internet.network.Vpc;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.time.CloudClock;
import java.time.Duration;

/**
 * The simulated internet of a local cloud: load balancers, VMs and Google's hosts, and the proxy that leads to them.
 *
 * <pre>{@code
 * Internet internet = new Internet(clock, projects, compute, certificateKeys, iapPolicies, accounts, accessTokens);
 * compute.attach(internet.machines());
 * compute.attach(internet.health());
 * compute.attach(internet.traffic());
 * internet.start(4511); // curl --proxy http://127.0.0.1:4511 https://ADDRESS/
 * }</pre>
 */
public final class Internet implements AutoCloseable {
    private final AssertionKeys assertionKeys;
    private final RegisteredClients registeredClients = new RegisteredClients();
    private final DomainNames names = new DomainNames();
    private final IdentityAwareProxy iap;
    private final Vpc vpc;
    private final Guests guests;
    private final FrontEnds frontEnds;
    private final GoogleHosts google;
    private final InternetProxy proxy;
    private final IssuedCertificates issued;

    /** An internet on which changes of policies are in force at once. */
    public Internet(
            CloudClock clock,
            Projects projects,
            ComputeView compute,
            CertificateKeys certificateKeys,
            IapPolicies policies,
            Accounts accounts,
            AccessTokens accessTokens) {
        this(clock, projects, compute, certificateKeys, policies, accounts, accessTokens, Duration.ZERO);
    }

    /** @param policyDelay how long a change of an IAP policy may take until it is in force; zero for at once */
    public Internet(
            CloudClock clock,
            Projects projects,
            ComputeView resources,
            CertificateKeys certificateKeys,
            IapPolicies policies,
            Accounts accounts,
            AccessTokens accessTokens,
            Duration policyDelay) {
        ComputeView compute = new RememberedCompute(resources);
        assertionKeys = new AssertionKeys(clock);
        vpc = new Vpc(projects, compute);
        OAuthClients clients = new OAuthClients(projects, compute, policies);
        iap = new IdentityAwareProxy(
                clock,
                policies,
                policyDelay,
                new BearerTokens(accounts, accessTokens, clients),
                accounts,
                clients,
                assertionKeys);
        guests = new Guests(clock, compute, assertionKeys::published);
        frontEnds = new FrontEnds(clock, projects, compute, certificateKeys, iap, vpc, guests);
        google = new GoogleHosts(clock, accounts, clients, registeredClients, iap);
        issued = new IssuedCertificates(projects, resources, names, frontEnds, google::issue);
        resources.onChange(link ->
                issued.concerned(link).ifPresent(project -> clock.workers().execute(() -> issued.review(project))));
        names.onChange(() -> clock.workers().execute(issued::reviewAll));
        proxy = new InternetProxy(new Router(google, names, frontEnds, vpc, guests), vpc, clock.workers());
    }

    /**
     * Opens the proxy on 127.0.0.1.
     *
     * @param port 0 for any free one
     * @throws java.io.UncheckedIOException naming the port, if it is taken
     */
    public void start(int port) {
        proxy.start(port);
    }

    /** The proxy's port. */
    public int port() {
        return proxy.port();
    }

    public Machines machines() {
        return guests;
    }

    public BackendHealth health() {
        return frontEnds.health();
    }

    public InstanceTraffic traffic() {
        return frontEnds.traffic();
    }

    /** How many load balancers have a listener just now. */
    int listening() {
        return frontEnds.listening();
    }

    /** The domain names, to point them at addresses. */
    public DomainNames names() {
        return names;
    }

    /** From now on certificates that Google manages are issued into this. */
    public void attach(ManagedCertificates certificates) {
        issued.attach(certificates);
    }

    /** What the firewalls make of a connection, with the name of the rule that decides. */
    public Decision why(Connection connection) {
        return vpc.why(connection);
    }

    /** The VMs and networks, to make up connections from. */
    public Vpc vpc() {
        return vpc;
    }

    /** The keys IAP signs assertions with, to rotate them. */
    public AssertionKeys assertionKeys() {
        return assertionKeys;
    }

    /** A genuine assertion that IAP has made for an application elsewhere: anybody can have one, and none is good here. */
    public String assertionForAnotherApp() {
        return iap.assertionForAnotherApp();
    }

    /** The OAuth clients that Google knows the secrets of, to register some. */
    public RegisteredClients registeredClients() {
        return registeredClients;
    }

    /** The authority that issued the certificates of Google's hosts, for browsers and curl to trust. */
    public String caCertificatePem() {
        return google.caCertificatePem();
    }

    @Override
    public void close() {
        proxy.close();
        frontEnds.close();
        guests.close();
        google.close();
    }
}
