package dev.sallyport.stages;

import com.google.cloud.resourcemanager.v3.Project;
import com.google.cloud.secretmanager.v1.SecretVersion;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.failure.Rejected;
import dev.sallyport.google.GoogleFailure;
import dev.sallyport.request.ProvisionRequest.Consent;
import dev.sallyport.settings.Settings;
import java.util.Map;

/**
 * An OAuth client that IAP can sign people in with. Clients and consent screens can't be made by program since the IAP
 * OAuth Admin API was turned off in March 2026, so what is missing is a list of what to do by hand.
 */
public final class ConsentStage extends CloudStage {
    static final StageName NAME = new StageName("consent");
    static final String GOOGLE_MANAGED = "google-managed";

    public ConsentStage() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    ConsentStage(ChainRuntime runtime) {
        super(NAME, runtime);
    }

    @Override
    StageResult converge(StageWork work) {
        if (work.request().consent() instanceof Consent.OwnClient own) {
            requireSecret(work, own);
            return StageResult.of(Map.of("client", own.clientId()));
        }
        requireOrganization(work);
        return StageResult.of(Map.of("client", GOOGLE_MANAGED));
    }

    @Override
    void tearDown(StageWork work) {
        // The client and its secret were made by hand.
    }

    /** Its state is enough here; the value is read by the one stage that needs it. */
    private static void requireSecret(StageWork work, Consent.OwnClient own) {
        SecretVersion.State state = GoogleFailure.finding(
                        () -> work.clients().secrets().getSecretVersion(own.clientSecret()))
                .map(SecretVersion::getState)
                .orElse(SecretVersion.State.STATE_UNSPECIFIED);
        if (state != SecretVersion.State.ENABLED) {
            String seen = state == SecretVersion.State.STATE_UNSPECIFIED ? "not there" : state.name();
            throw new Rejected(
                    "The secret of the OAuth client " + own.clientId() + " is to be in " + own.clientSecret()
                            + ", which is " + seen,
                    "Store the client's secret there and enable the version, or name another version in"
                            + " consent.ownClient.clientSecret. " + ClientChecklist.forClient(own.clientId()));
        }
    }

    private static void requireOrganization(StageWork work) {
        String project = work.request().project();
        Project found = work.inventory().project();
        if (found.getParent().isEmpty()) {
            throw new Rejected(
                    "The project " + project + " belongs to no organisation, so IAP has no Google-managed OAuth client"
                            + " for it",
                    ClientChecklist.forProject(project));
        }
    }
}
