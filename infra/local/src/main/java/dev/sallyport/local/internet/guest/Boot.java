package dev.sallyport.local.internet.guest;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.ServiceAccount;
import com.linecorp.armeria.server.HttpService;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.time.CloudClock;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Runs startup scripts: what a VM reads from the cloud it reads here, once, and never again until it is restarted. */
final class Boot {
    private static final Set<String> SCOPES_TO_READ_COMPUTE = Set.of(
            "https://www.googleapis.com/auth/cloud-platform",
            "https://www.googleapis.com/auth/compute",
            "https://www.googleapis.com/auth/compute.readonly");

    private final ComputeView compute;
    private final Supplier<Map<String, ECPublicKey>> assertionKeys;
    private final CloudClock clock;

    Boot(ComputeView compute, Supplier<Map<String, ECPublicKey>> assertionKeys, CloudClock clock) {
        this.compute = compute;
        this.assertionKeys = assertionKeys;
        this.clock = clock;
    }

    /** The program that the instance's script starts, with what it read as it started. */
    HttpService program(Instance instance, StartupScript script) {
        String audience = "/projects/" + accountDigits(instance, script) + "/global/backendServices/"
                + serviceId(instance, script);
        return new SampleApp(instance.getName(), new AssertionCheck(audience), assertionKeys, clock);
    }

    /** Empty, as gcloud's output is, where there is no such service or the VM may not ask for it. */
    private String serviceId(Instance instance, StartupScript script) {
        ResourceLink self = ResourceLink.of(instance.getSelfLink());
        return script.backendService()
                .filter(name -> mayReadCompute(instance))
                .map(name -> new ResourceLink(self.project(), "global", "backendServices", name))
                .flatMap(link -> compute.find(BackendService.class, link.toString()))
                .map(service -> Long.toUnsignedString(service.getId()))
                .orElse("");
    }

    private static boolean mayReadCompute(Instance instance) {
        return account(instance)
                .filter(account -> account.getScopesList().stream().anyMatch(SCOPES_TO_READ_COMPUTE::contains))
                .isPresent();
    }

    /** The project's number only for Compute Engine's default account, whose address starts with it. */
    private static String accountDigits(Instance instance, StartupScript script) {
        return script.readsAccount()
                ? account(instance).map(ServiceAccount::getEmail).orElse("").replaceAll("\\D", "")
                : "";
    }

    private static Optional<ServiceAccount> account(Instance instance) {
        return instance.getServiceAccountsList().stream().findFirst();
    }
}
