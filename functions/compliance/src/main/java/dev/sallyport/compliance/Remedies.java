package dev.sallyport.compliance;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.finding.Control;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Mode;
import dev.sallyport.finding.Observation;
import dev.sallyport.plan.StagePlan;
import dev.sallyport.request.ProvisionRequest.Certificate;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is done about what a check has seen. */
record Remedies(Subject subject) {
    private static final StageName FIREWALL = new StageName("firewall");
    private static final StageName CERTIFICATE = new StageName("certificate");

    private static final Set<String> RENEWED = Set.of(Controls.CERTIFICATE_EXPIRY, Controls.CERTIFICATE_STRENGTH);

    /** Whoever has paused a deployment does not want it changed. */
    Mode mode(String id) {
        Control control = Controls.get(id);
        Mode mode = subject.request().compliance().of(control);
        boolean paused = subject.deployment().pauseAt(subject.now()).isPresent();
        return paused && mode == Mode.FIX ? Mode.ASK : mode;
    }

    /** The stages that put right what was seen; none where only a person can. */
    Set<StageName> stages(Observation seen) {
        Set<StageName> stages = subject.inspection().plans().stream()
                .filter(plan -> plan.refusal().isEmpty())
                .filter(plan -> plan.pending().stream()
                        .anyMatch(planned -> planned.resource().equals(seen.subject())))
                .map(StagePlan::stage)
                .collect(Collectors.toCollection(TreeSet::new));
        if (seen.control().equals(Controls.FIREWALL_OPEN) && mayCloseFirewall()) {
            stages.add(FIREWALL);
        }
        if (RENEWED.contains(seen.control()) && subject.request().certificate() instanceof Certificate.SelfSigned) {
            stages.add(CERTIFICATE);
        }
        return stages;
    }

    /** Rules that Sallyport did not make are removed only where the request itself says so of this very control. */
    private boolean mayCloseFirewall() {
        return subject.request().compliance().names(Controls.FIREWALL_OPEN, Mode.FIX);
    }
}
