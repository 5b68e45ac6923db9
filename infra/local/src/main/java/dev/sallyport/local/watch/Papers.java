package dev.sallyport.local.watch;

import com.google.cloud.compute.v1.BackendService;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.projects.Project;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a stranger shows in each guise. Anybody can have a genuine assertion: it takes an application of one's own behind
 * Identity-Aware Proxy. From it the forger copies all but the audience and the signature.
 */
final class Papers {
    private static final String ASSERTION = "x-goog-iap-jwt-assertion";

    private final Project project;
    private final ComputeView compute;
    private final Supplier<String> assertionOfAnotherApp;
    private final ECKey forgersKey = newKey();
    private Optional<Forgery> latest = Optional.empty();

    Papers(Project project, ComputeView compute, Supplier<String> assertionOfAnotherApp) {
        this.project = project;
        this.compute = compute;
        this.assertionOfAnotherApp = assertionOfAnotherApp;
    }

    Map<String, String> headers(Guise guise) {
        return switch (guise) {
            case NONE -> Map.of();
            case FORGED_IDENTITY ->
                Map.of(
                        "x-goog-authenticated-user-email", "accounts.google.com:somebody@example.com",
                        "x-goog-authenticated-user-id", "accounts.google.com:1");
            case FORGED_ASSERTION -> Map.of(ASSERTION, forged(assertionOfAnotherApp.get(), audience()));
            case REPLAYED_ASSERTION -> Map.of(ASSERTION, assertionOfAnotherApp.get());
        };
    }

    /** To sign is dear, and of the same there need not be another. */
    private String forged(String model, String audience) {
        Forgery forgery = latest.filter(known -> known.isOf(model, audience))
                .orElseGet(() -> new Forgery(model, audience, signed(model, audience)));
        latest = Optional.of(forgery);
        return forgery.text();
    }

    private String signed(String model, String audience) {
        try {
            SignedJWT genuine = SignedJWT.parse(model);
            SignedJWT forged = new SignedJWT(
                    genuine.getHeader(),
                    new JWTClaimsSet.Builder(genuine.getJWTClaimsSet())
                            .audience(audience)
                            .build());
            forged.sign(new ECDSASigner(forgersKey));
            return forged.serialize();
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("cannot forge an assertion", e);
        }
    }

    /** That of the project's application; which of them, where there are several, makes no difference to a forgery. */
    private String audience() {
        long id = compute.list(BackendService.class, project.id()).stream()
                .map(BackendService::getId)
                .findFirst()
                .orElse(0L);
        return "/projects/" + project.number() + "/global/backendServices/" + Long.toUnsignedString(id);
    }

    /** An assertion, and what it was made after. */
    private record Forgery(String model, String audience, String text) {
        boolean isOf(String wantedModel, String wantedAudience) {
            return model.equals(wantedModel) && audience.equals(wantedAudience);
        }
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }
}
