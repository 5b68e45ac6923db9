package dev.sallyport.google;

import com.google.api.gax.core.BackgroundResource;
import com.google.cloud.compute.v1.BackendServicesClient;
import com.google.cloud.compute.v1.BackendServicesSettings;
import com.google.cloud.compute.v1.FirewallsClient;
import com.google.cloud.compute.v1.FirewallsSettings;
import com.google.cloud.compute.v1.ForwardingRulesClient;
import com.google.cloud.compute.v1.ForwardingRulesSettings;
import com.google.cloud.compute.v1.GlobalAddressesClient;
import com.google.cloud.compute.v1.GlobalAddressesSettings;
import com.google.cloud.compute.v1.GlobalForwardingRulesClient;
import com.google.cloud.compute.v1.GlobalForwardingRulesSettings;
import com.google.cloud.compute.v1.GlobalOperationsClient;
import com.google.cloud.compute.v1.GlobalOperationsSettings;
import com.google.cloud.compute.v1.HealthChecksClient;
import com.google.cloud.compute.v1.HealthChecksSettings;
import com.google.cloud.compute.v1.InstanceGroupManagersClient;
import com.google.cloud.compute.v1.InstanceGroupManagersSettings;
import com.google.cloud.compute.v1.InstanceGroupsClient;
import com.google.cloud.compute.v1.InstanceGroupsSettings;
import com.google.cloud.compute.v1.InstanceTemplatesClient;
import com.google.cloud.compute.v1.InstanceTemplatesSettings;
import com.google.cloud.compute.v1.InstancesClient;
import com.google.cloud.compute.v1.InstancesSettings;
import com.google.cloud.compute.v1.NetworkEndpointGroupsClient;
import com.google.cloud.compute.v1.NetworkEndpointGroupsSettings;
import com.google.cloud.compute.v1.ProjectsClient;
import com.google.cloud.compute.v1.ProjectsSettings;
import com.google.cloud.compute.v1.RegionInstanceGroupManagersClient;
import com.google.cloud.compute.v1.RegionInstanceGroupManagersSettings;
import com.google.cloud.compute.v1.RegionInstanceGroupsClient;
import com.google.cloud.compute.v1.RegionInstanceGroupsSettings;
import com.google.cloud.compute.v1.RegionOperationsClient;
import com.google.cloud.compute.v1.RegionOperationsSettings;
import com.google.cloud.compute.v1.RoutersClient;
import com.google.cloud.compute.v1.RoutersSettings;
import com.google.cloud.compute.v1.SslCertificatesClient;
import com.google.cloud.compute.v1.SslCertificatesSettings;
import com.google.cloud.compute.v1.SslPoliciesClient;
import com.google.cloud.compute.v1.SslPoliciesSettings;
import com.google.cloud.compute.v1.TargetHttpProxiesClient;
import com.google.cloud.compute.v1.TargetHttpProxiesSettings;
import com.google.cloud.compute.v1.TargetHttpsProxiesClient;
import com.google.cloud.compute.v1.TargetHttpsProxiesSettings;
import com.google.cloud.compute.v1.TargetInstancesClient;
import com.google.cloud.compute.v1.TargetInstancesSettings;
import com.google.cloud.compute.v1.TargetPoolsClient;
import com.google.cloud.compute.v1.TargetPoolsSettings;
import com.google.cloud.compute.v1.UrlMapsClient;
import com.google.cloud.compute.v1.UrlMapsSettings;
import com.google.cloud.compute.v1.ZoneOperationsClient;
import com.google.cloud.compute.v1.ZoneOperationsSettings;
import com.google.cloud.iam.credentials.v1.IamCredentialsClient;
import com.google.cloud.iam.credentials.v1.IamCredentialsSettings;
import com.google.cloud.iap.v1.IdentityAwareProxyAdminServiceClient;
import com.google.cloud.iap.v1.IdentityAwareProxyAdminServiceSettings;
import com.google.cloud.orgpolicy.v2.OrgPolicyClient;
import com.google.cloud.orgpolicy.v2.OrgPolicySettings;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import dev.sallyport.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Google's clients at the endpoints the settings name, each opened when it is first asked for and all closed together.
 *
 * <p>Errors come out as Google's clients throw them; {@link GoogleFailure} says what they mean.
 */
public final class GoogleClients implements AutoCloseable {
    private final Transports transports;
    private final Map<Class<?>, BackgroundResource> opened = new LinkedHashMap<>();

    public GoogleClients(Settings settings) {
        transports = new Transports(settings.apiEndpoint());
    }

    public FirewallsClient firewalls() {
        return opened(
                FirewallsClient.class,
                () -> FirewallsClient.create(
                        transports.http(FirewallsSettings.newBuilder()).build()));
    }

    public InstanceTemplatesClient instanceTemplates() {
        return opened(
                InstanceTemplatesClient.class,
                () -> InstanceTemplatesClient.create(
                        transports.http(InstanceTemplatesSettings.newBuilder()).build()));
    }

    public InstancesClient instances() {
        return opened(
                InstancesClient.class,
                () -> InstancesClient.create(
                        transports.http(InstancesSettings.newBuilder()).build()));
    }

    /** For the list of those of all regions, which only the zonal client has. */
    public InstanceGroupManagersClient instanceGroupManagers() {
        return opened(
                InstanceGroupManagersClient.class,
                () -> InstanceGroupManagersClient.create(transports
                        .http(InstanceGroupManagersSettings.newBuilder())
                        .build()));
    }

    public RegionInstanceGroupManagersClient regionInstanceGroupManagers() {
        return opened(
                RegionInstanceGroupManagersClient.class,
                () -> RegionInstanceGroupManagersClient.create(transports
                        .http(RegionInstanceGroupManagersSettings.newBuilder())
                        .build()));
    }

    public RegionInstanceGroupsClient regionInstanceGroups() {
        return opened(
                RegionInstanceGroupsClient.class,
                () -> RegionInstanceGroupsClient.create(transports
                        .http(RegionInstanceGroupsSettings.newBuilder())
                        .build()));
    }

    /** Groups that lie in one zone, which only those that nothing manages do here. */
    public InstanceGroupsClient instanceGroups() {
        return opened(
                InstanceGroupsClient.class,
                () -> InstanceGroupsClient.create(
                        transports.http(InstanceGroupsSettings.newBuilder()).build()));
    }

    public NetworkEndpointGroupsClient networkEndpointGroups() {
        return opened(
                NetworkEndpointGroupsClient.class,
                () -> NetworkEndpointGroupsClient.create(transports
                        .http(NetworkEndpointGroupsSettings.newBuilder())
                        .build()));
    }

    public SslCertificatesClient sslCertificates() {
        return opened(
                SslCertificatesClient.class,
                () -> SslCertificatesClient.create(
                        transports.http(SslCertificatesSettings.newBuilder()).build()));
    }

    public HealthChecksClient healthChecks() {
        return opened(
                HealthChecksClient.class,
                () -> HealthChecksClient.create(
                        transports.http(HealthChecksSettings.newBuilder()).build()));
    }

    public BackendServicesClient backendServices() {
        return opened(
                BackendServicesClient.class,
                () -> BackendServicesClient.create(
                        transports.http(BackendServicesSettings.newBuilder()).build()));
    }

    public UrlMapsClient urlMaps() {
        return opened(
                UrlMapsClient.class,
                () -> UrlMapsClient.create(
                        transports.http(UrlMapsSettings.newBuilder()).build()));
    }

    public TargetHttpProxiesClient targetHttpProxies() {
        return opened(
                TargetHttpProxiesClient.class,
                () -> TargetHttpProxiesClient.create(
                        transports.http(TargetHttpProxiesSettings.newBuilder()).build()));
    }

    public SslPoliciesClient sslPolicies() {
        return opened(
                SslPoliciesClient.class,
                () -> SslPoliciesClient.create(
                        transports.http(SslPoliciesSettings.newBuilder()).build()));
    }

    public RoutersClient routers() {
        return opened(
                RoutersClient.class,
                () -> RoutersClient.create(
                        transports.http(RoutersSettings.newBuilder()).build()));
    }

    public TargetHttpsProxiesClient targetHttpsProxies() {
        return opened(
                TargetHttpsProxiesClient.class,
                () -> TargetHttpsProxiesClient.create(
                        transports.http(TargetHttpsProxiesSettings.newBuilder()).build()));
    }

    public TargetPoolsClient targetPools() {
        return opened(
                TargetPoolsClient.class,
                () -> TargetPoolsClient.create(
                        transports.http(TargetPoolsSettings.newBuilder()).build()));
    }

    public TargetInstancesClient targetInstances() {
        return opened(
                TargetInstancesClient.class,
                () -> TargetInstancesClient.create(
                        transports.http(TargetInstancesSettings.newBuilder()).build()));
    }

    public ForwardingRulesClient forwardingRules() {
        return opened(
                ForwardingRulesClient.class,
                () -> ForwardingRulesClient.create(
                        transports.http(ForwardingRulesSettings.newBuilder()).build()));
    }

    public GlobalForwardingRulesClient globalForwardingRules() {
        return opened(
                GlobalForwardingRulesClient.class,
                () -> GlobalForwardingRulesClient.create(transports
                        .http(GlobalForwardingRulesSettings.newBuilder())
                        .build()));
    }

    public GlobalAddressesClient globalAddresses() {
        return opened(
                GlobalAddressesClient.class,
                () -> GlobalAddressesClient.create(
                        transports.http(GlobalAddressesSettings.newBuilder()).build()));
    }

    public GlobalOperationsClient globalOperations() {
        return opened(
                GlobalOperationsClient.class,
                () -> GlobalOperationsClient.create(
                        transports.http(GlobalOperationsSettings.newBuilder()).build()));
    }

    public RegionOperationsClient regionOperations() {
        return opened(
                RegionOperationsClient.class,
                () -> RegionOperationsClient.create(
                        transports.http(RegionOperationsSettings.newBuilder()).build()));
    }

    public ZoneOperationsClient zoneOperations() {
        return opened(
                ZoneOperationsClient.class,
                () -> ZoneOperationsClient.create(
                        transports.http(ZoneOperationsSettings.newBuilder()).build()));
    }

    /** Projects as Compute Engine knows them. */
    public ProjectsClient computeProjects() {
        return opened(
                ProjectsClient.class,
                () -> ProjectsClient.create(
                        transports.http(ProjectsSettings.newBuilder()).build()));
    }

    public IdentityAwareProxyAdminServiceClient iap() {
        return opened(
                IdentityAwareProxyAdminServiceClient.class,
                () -> IdentityAwareProxyAdminServiceClient.create(transports
                        .grpc(IdentityAwareProxyAdminServiceSettings.newBuilder())
                        .build()));
    }

    /** What the organisation, folders and projects restrict. */
    public OrgPolicyClient organizationPolicies() {
        return opened(
                OrgPolicyClient.class,
                () -> OrgPolicyClient.create(
                        transports.grpc(OrgPolicySettings.newBuilder()).build()));
    }

    /** Projects as Resource Manager knows them, with the organisation or folder they belong to. */
    public com.google.cloud.resourcemanager.v3.ProjectsClient resourceManager() {
        return opened(
                com.google.cloud.resourcemanager.v3.ProjectsClient.class,
                () -> com.google.cloud.resourcemanager.v3.ProjectsClient.create(transports
                        .grpc(com.google.cloud.resourcemanager.v3.ProjectsSettings.newBuilder())
                        .build()));
    }

    public SecretManagerServiceClient secrets() {
        return opened(
                SecretManagerServiceClient.class,
                () -> SecretManagerServiceClient.create(transports
                        .grpc(SecretManagerServiceSettings.newBuilder())
                        .build()));
    }

    public IamCredentialsClient iamCredentials() {
        return opened(
                IamCredentialsClient.class,
                () -> IamCredentialsClient.create(
                        transports.grpc(IamCredentialsSettings.newBuilder()).build()));
    }

    @Override
    public synchronized void close() {
        opened.values().forEach(BackgroundResource::shutdown);
        opened.clear();
        transports.close();
    }

    private synchronized <C extends BackgroundResource> C opened(Class<C> type, Opening<C> opening) {
        return type.cast(opened.computeIfAbsent(type, absent -> open(type, opening)));
    }

    private static <C extends BackgroundResource> C open(Class<C> type, Opening<C> opening) {
        try {
            return opening.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + type.getSimpleName(), e);
        }
    }

    @FunctionalInterface
    private interface Opening<C> {
        C open() throws IOException;
    }
}
