package dev.sallyport.stages;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.BackendServiceIAP;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.ComputeResource;
import dev.sallyport.converge.Digest;
import dev.sallyport.converge.Link;
import dev.sallyport.google.GoogleFailure;
import dev.sallyport.plan.Consequence;
import dev.sallyport.request.ProvisionRequest.Consent;
import dev.sallyport.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Identity-Aware Proxy, switched on for the backend service with the OAuth client asked for. */
public final class IapStage extends CloudStage {
    static final StageName NAME = new StageName("iap");

    private static final String SERVICES = "backendServices";
    /** Going back to Google's own client takes a space for both values: leaving them out keeps the client there is. */
    private static final String NO_CLIENT = " ";

    public IapStage() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    IapStage(ChainRuntime runtime) {
        super(NAME, runtime);
    }

    @Override
    StageResult converge(StageWork work) {
        String service = Link.name(work.output(BackendStage.NAME, "backendService"));
        if (work.request().consent() instanceof Consent.OwnClient own) {
            work.converge(withOwnClient(work, service, own));
            return StageResult.of(Map.of("enabled", "true", "clientId", own.clientId()));
        }
        work.converge(withGoogleManagedClient(work, service));
        return StageResult.of(Map.of("enabled", "true"));
    }

    @Override
    void tearDown(StageWork work) {
        // Off, it would open the service to whoever else leads to it; it goes with the service, and not before.
    }

    @Override
    List<Consequence> consequences(StageWork work, Changes changes) {
        List<Consequence> consequences = new ArrayList<>();
        if (changes.changed(SERVICES, "iap.enabled").isPresent()) {
            consequences.add(
                    FrontendStage.isShut(work) || isNew(work)
                            ? new Consequence(
                                    Consequence.Kind.FIRST,
                                    "Identity-Aware Proxy is on before anybody can reach the application.")
                            : new Consequence(
                                    Consequence.Kind.ACCESS_LOST,
                                    "Identity-Aware Proxy is switched on again; until then the application answers"
                                            + " anybody."));
        } else if (!changes.changed(SERVICES).isEmpty()) {
            consequences.add(new Consequence(
                    Consequence.Kind.VISITORS, "Whoever has to sign in does so through another OAuth client."));
        }
        return consequences;
    }

    /** Nobody is led to a service that is only planned before the front end is turned to it, which comes after this. */
    private static boolean isNew(StageWork work) {
        String service = Link.name(work.output(BackendStage.NAME, "backendService"));
        return work.collections().backendServices().find(service).isEmpty();
    }

    private static ComputeResource<BackendService> withGoogleManagedClient(StageWork work, String service) {
        boolean hasOwnClient = work.find(work.collections().backendServices(), service)
                .filter(there -> !there.getIap().getOauth2ClientId().isBlank())
                .isPresent();
        BackendServiceIAP desired = BackendServiceIAP.newBuilder()
                .setEnabled(true)
                .setOauth2ClientId("")
                .build();
        return protectedBy(work, service, desired).patchingWith(patch -> {
            BackendServiceIAP.Builder iap = patch.getIap().toBuilder().clearOauth2ClientId();
            if (hasOwnClient) {
                iap.setOauth2ClientId(NO_CLIENT).setOauth2ClientSecret(NO_CLIENT);
            }
            return patch.toBuilder().setIap(iap).build();
        });
    }

    /** The secret is compared by its digest, which is all that the API ever gives back, and sent in the patch alone. */
    private static ComputeResource<BackendService> withOwnClient(
            StageWork work, String service, Consent.OwnClient own) {
        String secret = secret(work, own);
        BackendServiceIAP desired = BackendServiceIAP.newBuilder()
                .setEnabled(true)
                .setOauth2ClientId(own.clientId())
                .setOauth2ClientSecretSha256(Digest.of(secret))
                .build();
        return protectedBy(work, service, desired)
                .patchingWith(patch -> patch.toBuilder()
                        .setIap(patch.getIap().toBuilder()
                                .clearOauth2ClientSecretSha256()
                                .setOauth2ClientSecret(secret))
                        .build());
    }

    private static ComputeResource<BackendService> protectedBy(StageWork work, String service, BackendServiceIAP iap) {
        return work.part(
                work.collections().backendServices(),
                service,
                BackendService.newBuilder().setIap(iap).build());
    }

    /** Without the line end that tools leave at the end of a file. */
    private static String secret(StageWork work, Consent.OwnClient own) {
        return GoogleFailure.translating(() -> work.clients().secrets().accessSecretVersion(own.clientSecret()))
                .getPayload()
                .getData()
                .toStringUtf8()
                .strip();
    }
}
