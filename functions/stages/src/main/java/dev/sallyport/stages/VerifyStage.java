package dev.sallyport.stages;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.deployment.Evidence;
import dev.sallyport.failure.Rejected;
import dev.sallyport.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The proof, seen from outside: strangers are sent to sign in, the certificate is the one issued, nothing leads past
 * IAP, and the application itself refuses assertions that are not good.
 */
public final class VerifyStage extends CloudStage {
    static final StageName NAME = new StageName("verify");

    public VerifyStage() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    VerifyStage(ChainRuntime runtime) {
        super(NAME, runtime);
    }

    @Override
    StageResult converge(StageWork work) {
        Optional<String> unissued = GoogleManagedCertificate.missing(work);
        if (unissued.isPresent()) {
            return StageResult.waiting(unissued.get());
        }
        FrontDoor door = FrontDoor.of(work);
        Proof proof = new Proof(work, checks(work, door));
        return new StageResult(Map.of("url", door.url()), proof.establish());
    }

    /** A proof is about what is, not about what will be; only what it will have to wait for can be told. */
    @Override
    StageResult foresee(StageWork work) {
        return GoogleManagedCertificate.foreseen(work)
                .map(StageResult::waiting)
                .orElseGet(() -> StageResult.of(Map.of()));
    }

    /** What one look at every check sees, whatever came of it. */
    static List<Evidence> look(StageWork work) {
        try {
            Optional<String> unissued = GoogleManagedCertificate.missing(work);
            if (unissued.isPresent()) {
                return List.of(new Evidence("certificate", false, "waiting for " + unissued.get(), work.now()));
            }
            return new Proof(work, checks(work, FrontDoor.of(work))).look();
        } catch (Rejected noFrontDoor) {
            return List.of(new Evidence("front-door", false, noFrontDoor.getMessage(), work.now()));
        }
    }

    @Override
    void tearDown(StageWork work) {
        // A proof leaves nothing behind.
    }

    private static List<Check> checks(StageWork work, FrontDoor door) {
        Visitor visitor = new Visitor(work.cloud().internetProxy(), door.pin());
        List<Check> checks = new ArrayList<>(List.of(
                new ClosedFirewall(work),
                new OtherPaths(work),
                new DirectAccess(work, work.cloud().internetProxy()),
                new Stranger(work, visitor, door),
                new PlainHttp(work, visitor, work.cloud().internetProxy())));
        work.request().verify().as().ifPresent(account -> {
            SignedVisit visit = new SignedVisit(work, visitor, door, account);
            checks.add(new AdmittedVisit(visit));
            checks.add(new BadAssertions(visit));
        });
        return checks;
    }
}
