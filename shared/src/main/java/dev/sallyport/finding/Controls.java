package dev.sallyport.finding;

import dev.sallyport.blueprint.StageName;
import java.util.List;
import java.util.Optional;

/** Every control there is. */
public final class Controls {
    public static final String IAP_ON = "iap-on";
    public static final String OTHER_PATH = "other-path";
    public static final String FIREWALL_OPEN = "firewall-open";
    public static final String EXTERNAL_ADDRESS = "external-address";
    public static final String PRINCIPALS = "principals";
    public static final String INHERITED_ACCESS = "inherited-access";
    public static final String FOREIGN_DOMAINS = "foreign-domains";
    public static final String CERTIFICATE_SERVED = "certificate-served";
    public static final String CERTIFICATE_EXPIRY = "certificate-expiry";
    public static final String CERTIFICATE_STRENGTH = "certificate-strength";
    public static final String TLS_POLICY = "tls-policy";
    public static final String PLAIN_HTTP = "plain-http";
    public static final String STALE_VMS = "stale-vms";
    public static final String UNHEALTHY_BACK_ENDS = "unhealthy-back-ends";
    public static final String LOGGING = "logging";
    public static final String IAP_SETTINGS = "iap-settings";
    public static final String ORG_POLICY = "org-policy";
    public static final String REPAIR_BLOCKED = "repair-blocked";
    public static final String BAD_ASSERTIONS = "bad-assertions";
    public static final String LIVE_PROBE = "live-probe";
    public static final String DRIFT = "drift";

    private static final List<Control> ALL = List.of(
            fixed(
                    IAP_ON,
                    "IAP is on for the backend service, with the client the request names",
                    Severity.CRITICAL,
                    "3.10",
                    "iap",
                    "gcloud compute backend-services update NAME --global --iap=enabled"),
            reported(
                    OTHER_PATH,
                    "No other load balancer leads to the VMs without IAP",
                    Severity.CRITICAL,
                    "Switch IAP on for the backend service named, or take the group named out of it, or the VMs out of that;"
                            + " take them out of the target pools and target instances named."),
            new Control(
                    FIREWALL_OPEN,
                    "Only Google's front ends reach the application's port",
                    Severity.CRITICAL,
                    Optional.of("3.10"),
                    Mode.ASK,
                    Optional.of(new StageName("firewall")),
                    "Delete or narrow the rule named; or let Sallyport do it: with the mode fix it remembers the rule and"
                            + " removes it."),
            fixed(
                    EXTERNAL_ADDRESS,
                    "VMs have external addresses only where the request gives them some",
                    Severity.MEDIUM,
                    "4.9",
                    "instance-group",
                    "gcloud compute instances delete-access-config VM --zone=ZONE"),
            fixed(
                    PRINCIPALS,
                    "Whom the request names may pass, and nobody else",
                    Severity.CRITICAL,
                    "",
                    "access",
                    "gcloud iap web remove-iam-policy-binding --resource-type=backend-services --service=NAME"
                            + " --member=MEMBER --role=roles/iap.httpsResourceAccessor"),
            reported(
                    INHERITED_ACCESS,
                    "Nobody may pass by a role on the project or on all of IAP's resources",
                    Severity.HIGH,
                    "gcloud projects remove-iam-policy-binding PROJECT --member=MEMBER"
                            + " --role=roles/iap.httpsResourceAccessor"),
            new Control(
                    FOREIGN_DOMAINS,
                    "Nobody of a domain that the request does not name may pass",
                    Severity.HIGH,
                    Optional.of("1.1"),
                    Mode.REPORT,
                    Optional.empty(),
                    "Take the role from the principal where the finding says it is held, or name a principal of the domain in"
                            + " the request."),
            fixed(
                    CERTIFICATE_SERVED,
                    "The certificate that is served is the one that was issued",
                    Severity.HIGH,
                    "",
                    "frontend",
                    "gcloud compute target-https-proxies update PROXY --ssl-certificates=CERTIFICATE"),
            fixed(
                    CERTIFICATE_EXPIRY,
                    "The certificate does not end soon",
                    Severity.MEDIUM,
                    "",
                    "certificate",
                    "Upload a certificate that lasts longer, and name it in the request."),
            fixed(
                    CERTIFICATE_STRENGTH,
                    "The certificate has a key of 2048 bits or more and no broken signature",
                    Severity.MEDIUM,
                    "",
                    "certificate",
                    "Upload a certificate with a stronger key, and name it in the request."),
            fixed(
                    TLS_POLICY,
                    "The front end takes only the TLS versions and ciphers the request says",
                    Severity.MEDIUM,
                    "3.9",
                    "frontend",
                    "gcloud compute target-https-proxies update PROXY --ssl-policy=POLICY"),
            reported(
                    PLAIN_HTTP,
                    "Nothing serves the application over plain HTTP",
                    Severity.HIGH,
                    "Delete the forwarding rule named, or let it redirect to HTTPS."),
            fixed(
                    STALE_VMS,
                    "Every VM is of the group's template, and has started after the backend service was made",
                    Severity.MEDIUM,
                    "",
                    "restart",
                    "gcloud compute instance-groups managed rolling-action restart GROUP --region=REGION"),
            reported(
                    UNHEALTHY_BACK_ENDS,
                    "Every VM answers the health check",
                    Severity.MEDIUM,
                    "gcloud compute backend-services get-health NAME --global shows them; look at the serial port's output, and"
                            + " for firewall rules that keep out 130.211.0.0/22 and 35.191.0.0/16."),
            fixed(
                    LOGGING,
                    "Requests are logged as the request says",
                    Severity.MEDIUM,
                    "2.16",
                    "backend",
                    "gcloud compute backend-services update NAME --global --enable-logging --logging-sample-rate=1"),
            reported(
                    IAP_SETTINGS,
                    "IAP's settings let nobody pass who has not signed in",
                    Severity.HIGH,
                    "gcloud iap settings get --resource-type=backend-services --service=NAME shows them; gcloud iap"
                            + " settings set takes a file with what is to hold."),
            reported(
                    ORG_POLICY,
                    "The project does not lift what its organization restricts",
                    Severity.LOW,
                    "gcloud org-policies delete CONSTRAINT --project=PROJECT, so that the organization's policy holds again."),
            reported(
                    REPAIR_BLOCKED,
                    "No organization policy keeps repairs from happening",
                    Severity.MEDIUM,
                    "gcloud org-policies describe CONSTRAINT --project=PROJECT --effective shows it; whoever looks after the"
                            + " organization's policies can except the project."),
            reported(
                    BAD_ASSERTIONS,
                    "The application refuses assertions that are not good",
                    Severity.HIGH,
                    "The application has to check the signature, the audience and the time of x-goog-iap-jwt-assertion."),
            reported(
                    LIVE_PROBE,
                    "A stranger on the internet is sent to sign in, and gets nothing else",
                    Severity.CRITICAL,
                    "Look at the address with curl -kvi."),
            new Control(
                    DRIFT,
                    "Everything else is as the request says",
                    Severity.LOW,
                    Optional.empty(),
                    Mode.FIX,
                    Optional.empty(),
                    "sallyport plan NAME shows what differs, sallyport repair NAME puts it right."));

    private Controls() {}

    /** The worst first where they are about the same thing. */
    public static List<Control> all() {
        return ALL;
    }

    /**
     * @throws IllegalArgumentException if there is no such control
     */
    public static Control get(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("control: " + id + " (expected: one of "
                + ALL.stream().map(Control::id).toList() + ")"));
    }

    public static Optional<Control> find(String id) {
        return ALL.stream().filter(control -> control.id().equals(id)).findFirst();
    }

    private static Control fixed(
            String id, String title, Severity severity, String benchmark, String stage, String remedy) {
        return new Control(
                id,
                title,
                severity,
                Optional.of(benchmark).filter(number -> !number.isEmpty()),
                Mode.FIX,
                Optional.of(new StageName(stage)),
                remedy);
    }

    private static Control reported(String id, String title, Severity severity, String remedy) {
        return new Control(id, title, severity, Optional.empty(), Mode.REPORT, Optional.empty(), remedy);
    }
}
