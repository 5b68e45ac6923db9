package dev.sallyport.stages;

import com.google.cloud.compute.v1.SslCertificate;
import com.google.cloud.compute.v1.SslCertificateManagedSslCertificate;
import com.google.cloud.compute.v1.SslCertificateSelfManagedSslCertificate;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.ComputeResource;
import dev.sallyport.converge.Digest;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.failure.Rejected;
import dev.sallyport.plan.Consequence;
import dev.sallyport.request.ProvisionRequest.Certificate;
import dev.sallyport.settings.Settings;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The certificate of the front end: made and uploaded, one that is there already, or one that Google issues. */
public final class CertificateStage extends CloudStage {
    static final StageName NAME = new StageName("certificate");

    public CertificateStage() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    CertificateStage(ChainRuntime runtime) {
        super(NAME, runtime);
    }

    @Override
    StageResult converge(StageWork work) {
        Certificate wanted = work.request().certificate();
        if (wanted instanceof Certificate.SelfSigned selfSigned) {
            return made(work, selfSigned(work, selfSigned));
        }
        if (wanted instanceof Certificate.GoogleManaged managed) {
            ComputeResource<SslCertificate> certificate = managed(work, managed);
            work.converge(certificate);
            return StageResult.of(Map.of("certificate", certificate.link()));
        }
        return existing(work, wanted.name());
    }

    @Override
    void tearDown(StageWork work) {
        work.takeDown(work.collections().sslCertificates());
    }

    @Override
    List<Consequence> consequences(StageWork work, Changes changes) {
        Certificate wanted = work.request().certificate();
        boolean first = changes.all().stream().anyMatch(planned -> planned.change() instanceof Change.Create);
        return first && wanted instanceof Certificate.SelfSigned selfSigned
                ? List.of(new Consequence(
                        Consequence.Kind.FIRST,
                        "The certificate is made and signed by its own key, for " + selfSigned.validityDays()
                                + " days; no browser trusts it by itself."))
                : List.of();
    }

    private static StageResult made(StageWork work, ComputeResource<SslCertificate> certificate) {
        SslCertificate observed = work.converge(certificate).of(certificate);
        // Of one that is only planned nobody knows the contents.
        return ServedCertificate.isIn(observed)
                ? StageResult.of(
                        Map.of("certificate", certificate.link(), "sha256", ServedCertificate.digestOf(observed)))
                : StageResult.of(Map.of("certificate", certificate.link()));
    }

    private static StageResult existing(StageWork work, String name) {
        SslCertificate certificate = work.collections()
                .sslCertificates()
                .find(name)
                .orElseThrow(() -> new Rejected(
                        "The request names the certificate " + name + ", which project "
                                + work.request().project() + " does not have",
                        "Upload it (gcloud compute ssl-certificates create " + name
                                + " --global), or ask for another kind of certificate in the request."));
        String link = work.collections().sslCertificates().link(name);
        // One that Google manages has no fixed contents: it is renewed.
        return certificate.hasManaged()
                ? StageResult.of(Map.of("certificate", link))
                : StageResult.of(Map.of("certificate", link, "sha256", ServedCertificate.digestOf(certificate)));
    }

    /**
     * A certificate of ours with the subject asked for is kept until it has to be renewed: a repeated message makes no
     * second one. One that is outdated stays for those who use it, and one under a new name, which follows from it,
     * takes its place.
     */
    private static ComputeResource<SslCertificate> selfSigned(StageWork work, Certificate.SelfSigned wanted) {
        ComputeResource<SslCertificate> candidate = uploaded(work, wanted, wanted.name());
        Optional<X509Certificate> outdated = outdated(candidate, wanted, work.now());
        while (outdated.isPresent()) {
            String contents = wanted.subject() + ServedCertificate.digestOf(outdated.get());
            Change.Succeed renewal = new Change.Succeed(candidate.id(), renewal(outdated.get(), wanted));
            candidate = uploaded(work, wanted, SuccessorName.of(wanted.name(), Digest.of(contents)))
                    .succeeding(renewal);
            outdated = outdated(candidate, wanted, work.now());
        }
        return candidate.observe().isPresent()
                ? candidate
                : successor(work, wanted).orElse(inPlaceOfOlder(candidate, work, wanted));
    }

    /** One that took the place of another, which is gone since. */
    private static Optional<ComputeResource<SslCertificate>> successor(StageWork work, Certificate.SelfSigned wanted) {
        return successors(work, wanted)
                .filter(there -> outdated(there, wanted, work.now()).isEmpty())
                .findFirst();
    }

    /** The first name is free again once the one that had it is gone, and is next in turn when its successor is due. */
    private static ComputeResource<SslCertificate> inPlaceOfOlder(
            ComputeResource<SslCertificate> candidate, StageWork work, Certificate.SelfSigned wanted) {
        return candidate.name().equals(wanted.name())
                ? successors(work, wanted)
                        .findFirst()
                        .flatMap(older -> outdated(older, wanted, work.now())
                                .map(due -> new Change.Succeed(older.id(), renewal(due, wanted))))
                        .map(candidate::succeeding)
                        .orElse(candidate)
                : candidate;
    }

    private static Stream<ComputeResource<SslCertificate>> successors(StageWork work, Certificate.SelfSigned wanted) {
        return work.collections().sslCertificates().namesOf(work.mark()).stream()
                .filter(name -> SuccessorName.isOf(wanted.name(), name))
                .sorted()
                .map(name -> uploaded(work, wanted, name))
                .filter(there -> there.change(there.observe()) instanceof Change.None);
    }

    /** The certificate that is there, if it is ours and can't serve any longer: it is another's, due, or weak. */
    private static Optional<X509Certificate> outdated(
            ComputeResource<SslCertificate> candidate, Certificate.SelfSigned wanted, Instant now) {
        return candidate
                .observe()
                .filter(there -> candidate.change(Optional.of(there)) instanceof Change.None)
                .map(ServedCertificate::of)
                .filter(there -> !SelfSigned.isFor(wanted.subject(), there)
                        || SelfSigned.isDue(there, now)
                        || !CertificateWeakness.of(there).isEmpty());
    }

    private static List<FieldDifference> renewal(X509Certificate outdated, Certificate.SelfSigned wanted) {
        List<FieldDifference> differences = new ArrayList<>(CertificateWeakness.of(outdated));
        if (!SelfSigned.isFor(wanted.subject(), outdated)) {
            differences.add(SelfSigned.subjectDifference(outdated, wanted.subject()));
        }
        differences.add(new FieldDifference(
                "notAfter", outdated.getNotAfter().toInstant().toString(), wanted.validityDays() + " days from now"));
        return differences;
    }

    private static ComputeResource<SslCertificate> uploaded(
            StageWork work, Certificate.SelfSigned wanted, String name) {
        SslCertificate desired =
                SslCertificate.newBuilder().setType("SELF_MANAGED").build();
        return work.owned(work.collections().sslCertificates(), name, desired).creatingWith(marked -> {
            SelfSigned fresh = SelfSigned.issue(wanted.subject(), wanted.validityDays(), work.now());
            return marked.toBuilder()
                    .setSelfManaged(SslCertificateSelfManagedSslCertificate.newBuilder()
                            .setCertificate(fresh.certificate())
                            .setPrivateKey(fresh.privateKey()))
                    .build();
        });
    }

    private static ComputeResource<SslCertificate> managed(StageWork work, Certificate.GoogleManaged wanted) {
        SslCertificate desired = SslCertificate.newBuilder()
                .setType("MANAGED")
                .setManaged(SslCertificateManagedSslCertificate.newBuilder().addAllDomains(wanted.domains()))
                .build();
        String successor = SuccessorName.of(wanted.name(), Digest.of(desired));
        ComputeResource<SslCertificate> first =
                work.owned(work.collections().sslCertificates(), wanted.name(), desired);
        return SuccessorName.settle(
                first,
                work.owned(work.collections().sslCertificates(), successor, desired),
                replaced -> replaced.map(other -> new Change.Succeed(first.id(), other.differences())));
    }
}
