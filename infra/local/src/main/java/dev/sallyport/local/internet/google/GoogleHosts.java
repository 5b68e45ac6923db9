package dev.sallyport.local.internet.google;

import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import com.linecorp.armeria.common.TlsProviderBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.sallyport.local.identity.Accounts;
import dev.sallyport.local.internet.iap.IdentityAwareProxy;
import dev.sallyport.local.internet.iap.OAuthClients;
import dev.sallyport.local.internet.network.Loopback;
import dev.sallyport.local.time.CloudClock;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** Google's own hosts, one server for all of them, with certificates of an authority made for this run. */
public final class GoogleHosts implements AutoCloseable {
    /** The only port they have. */
    public static final int PORT = 443;

    private final CertificateAuthority authority;
    private final Map<String, HttpService> services;
    private final Server server;

    public GoogleHosts(
            CloudClock clock,
            Accounts accounts,
            OAuthClients clients,
            RegisteredClients registered,
            IdentityAwareProxy iap) {
        authority = new CertificateAuthority(clock.instant().minus(clock.offset()));
        AuthorizationCodes codes = new AuthorizationCodes(clock, registered);
        services = Map.of(
                "accounts.google.com", new AccountsService(accounts, clients, codes),
                "iap.googleapis.com", iap.handleRedirect(codes, clients),
                "www.gstatic.com", iap.publicKeys());
        server = server();
        server.start().join();
    }

    public boolean has(String host) {
        return services.containsKey(host);
    }

    /** Where, on loopback, the hosts are. */
    public InetSocketAddress listener() {
        return Loopback.addressOf(server);
    }

    /** The authority that browsers have to trust. */
    public String caCertificatePem() {
        return authority.certificatePem();
    }

    /** A certificate of that authority for these hosts, with its key. */
    public TlsKeyPair issue(List<String> hostnames) {
        return authority.issue(hostnames);
    }

    @Override
    public void close() {
        server.stop();
    }

    private Server server() {
        ServerBuilder builder = Loopback.server().port(Loopback.tlsPort());
        TlsProviderBuilder certificates = TlsProvider.builder();
        services.forEach((host, service) -> {
            certificates.keyPair(host, authority.issue(List.of(host)));
            builder.virtualHost(host).serviceUnder("/", service);
        });
        return builder.tlsProvider(certificates.build()).build();
    }
}
