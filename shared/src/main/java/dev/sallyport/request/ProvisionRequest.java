package dev.sallyport.request;

import dev.sallyport.finding.Control;
import dev.sallyport.finding.Mode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What somebody asks for: one web application behind Identity-Aware Proxy. Every optional member of the JSON document
 * has its default filled in here, so that stages decide nothing.
 *
 * @param deployment the name everything else is derived from where the request names nothing
 * @param project the project the application lives in
 * @param network name of the VPC network the VMs stand in
 * @param region the region of the managed instance group
 * @param principals who may pass, each {@code user:}, {@code group:}, {@code serviceAccount:} or {@code domain:}
 * @param guests who may pass until a time, none of them twice
 * @param access whether others may pass, too
 * @param protect whether requests to destroy it are refused
 * @param compliance what re-checks do about what they find
 * @param adopt what is there already, was not made by Sallyport, and may be changed all the same
 */
public record ProvisionRequest(
        String deployment,
        String project,
        String network,
        String region,
        Firewall firewall,
        InstanceTemplate instanceTemplate,
        InstanceGroup instanceGroup,
        Certificate certificate,
        HealthCheck healthCheck,
        BackendService backendService,
        LoadBalancer loadBalancer,
        Restart restart,
        Consent consent,
        List<String> principals,
        List<Guest> guests,
        Access access,
        Verify verify,
        boolean protect,
        Compliance compliance,
        List<Adopted> adopt)
        implements Request.Converging {

    /**
     * @param name the rule that lets Google's front ends reach the application's port
     * @param sourceRanges the front ends' ranges: 130.211.0.0/22 and 35.191.0.0/16 unless the request says otherwise
     * @param remove rules that must not exist while the deployment does, such as default-allow-internal
     */
    public record Firewall(String name, List<String> sourceRanges, List<String> remove) {}

    /**
     * @param image an image or image family, as a partial resource name
     * @param startupScript empty where the image starts the application by itself
     * @param externalAddress whether each VM gets an ephemeral external IPv4 address
     */
    public record InstanceTemplate(
            String name,
            String machineType,
            String image,
            int diskSizeGb,
            List<String> scopes,
            Optional<String> serviceAccount,
            List<String> tags,
            boolean externalAddress,
            String startupScript) {}

    /** The regional managed instance group; the application listens on {@code port}, known as {@code portName}. */
    public record InstanceGroup(
            String name, List<String> zones, int size, String portName, int port, Rollout rollout) {}

    /**
     * How VMs of another template take the places of those there are. Each number is 0 or at least that of the zones, and
     * one of them is not 0.
     *
     * @param maxSurge VMs that may be there beyond the group's size meanwhile
     * @param maxUnavailable VMs that may be missing meanwhile; 0: the group serves with its whole size all the time
     */
    public record Rollout(int maxSurge, int maxUnavailable) {}

    /** Where the certificate of the front end comes from. */
    public sealed interface Certificate {
        String name();

        /** Made by Sallyport: RSA-2048, signed with its own key. */
        record SelfSigned(String name, Subject subject, int validityDays) implements Certificate {}

        /** A certificate resource that is there already. */
        record Existing(String name) implements Certificate {}

        /** Issued and renewed by Google for domains that point at the load balancer. */
        record GoogleManaged(String name, List<String> domains) implements Certificate {}
    }

    /** The distinguished name of a certificate, in the order C, ST, L, O, OU, CN. */
    public record Subject(
            String country,
            String state,
            String locality,
            String organization,
            String organizationalUnit,
            String commonName) {}

    /** An HTTP health check; both times in seconds. */
    public record HealthCheck(
            String name,
            int port,
            String path,
            int checkIntervalSec,
            int timeoutSec,
            int healthyThreshold,
            int unhealthyThreshold) {}

    /**
     * The backend service; the group's named port carries the traffic, in HTTP.
     *
     * @param logSampleRate the share of requests that Cloud Logging gets an entry of, from 0 (none) to 1 (all)
     */
    public record BackendService(
            String name, int timeoutSec, int drainingTimeoutSec, boolean cdn, double logSampleRate) {}

    /**
     * Names of the front end's parts, and the TCP port it listens on.
     *
     * @param tls what is negotiated with clients; empty: whatever Google's front ends take by default
     * @param redirect what sends plain HTTP on port 80 to HTTPS; empty: port 80 is closed
     */
    public record LoadBalancer(
            String urlMap,
            String proxy,
            String forwardingRule,
            String address,
            int port,
            Optional<Tls> tls,
            Optional<Redirect> redirect) {}

    /**
     * The SSL policy of the front end.
     *
     * @param minVersion TLS_1_2 or TLS_1_3
     * @param profile COMPATIBLE, MODERN or RESTRICTED
     */
    public record Tls(String name, String minVersion, String profile) {}

    /** Names of what redirects plain HTTP; they follow from the deployment's. */
    public record Redirect(String urlMap, String proxy, String forwardingRule) {}

    /** Who may pass until a time. */
    public record Guest(String principal, Instant until) {}

    /** The same with others who may pass. */
    public ProvisionRequest admitting(List<String> others, List<Guest> otherGuests) {
        return new ProvisionRequest(
                deployment,
                project,
                network,
                region,
                firewall,
                instanceTemplate,
                instanceGroup,
                certificate,
                healthCheck,
                backendService,
                loadBalancer,
                restart,
                consent,
                List.copyOf(others),
                List.copyOf(otherGuests),
                access,
                verify,
                protect,
                compliance,
                adopt);
    }

    /** What becomes of the access that others than the principals have. */
    public enum Access {
        /** It is taken away: the principals may pass and nobody else. */
        AUTHORITATIVE,
        /** It stays: only what an earlier request granted and this one does not is taken away. */
        ADDITIVE
    }

    /** How the VMs restart once the backend service exists: how many may be away at the same time. */
    public record Restart(int maxUnavailable) {}

    /** Which OAuth client IAP signs people in with. */
    public sealed interface Consent {
        /** Google's own client: for members of the project's organisation only. */
        record GoogleManaged() implements Consent {}

        /**
         * The requester's client.
         *
         * @param clientSecret the Secret Manager version that holds the secret: {@code projects/P/secrets/S/versions/V}
         */
        record OwnClient(String clientId, String clientSecret) implements Consent {}
    }

    /**
     * How the result is proven.
     *
     * @param as e-mail address of the service account that signs in to see the application refuse bad assertions; it
     *     is granted access beside the principals. Empty: that proof is left out
     */
    public record Verify(Optional<String> as) {}

    /**
     * @param all the mode of the controls that are not among {@code single}; empty: each control's own
     * @param single modes by the control's id
     */
    public record Compliance(Optional<Mode> all, SortedMap<String, Mode> single) {
        public Compliance {
            single = Collections.unmodifiableSortedMap(new TreeMap<>(single));
        }

        /** What is done about a violated control. */
        public Mode of(Control control) {
            return Optional.ofNullable(single.get(control.id())).or(() -> all).orElse(control.mode());
        }

        /** Whether the request itself names the mode of this control. */
        public boolean names(String control, Mode mode) {
            return single.get(control) == mode;
        }
    }

    /** @param resource collection and name, such as {@code healthChecks/my-check} */
    public record Adopted(String resource, OnDestroy onDestroy) {}

    /** What becomes of an adopted resource when the deployment is destroyed. */
    public enum OnDestroy {
        /** It is left as it is. */
        KEEP,
        /** It goes with what was made. */
        REMOVE
    }
}
