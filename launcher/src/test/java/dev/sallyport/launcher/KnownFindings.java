package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.ComplianceJson;
import dev.sallyport.finding.Finding;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What re-checks know of the lab. */
final class KnownFindings {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Lab lab;

    KnownFindings(Lab lab) {
        this.lab = lab;
    }

    /** Asks for a check of all deployments, as the schedule does. */
    void tick() {
        lab.api().publish(Lab.PROJECT, "sallyport-compliance", "tick");
    }

    /** Returns once a check that was asked for after this moment is done. */
    Compliance checkedAfter(Instant moment) {
        tick();
        return await(known -> known.checked().filter(moment::isBefore).isPresent());
    }

    /** The one finding that is open, as soon as it is like this. */
    Finding open(Predicate<Finding> like) {
        Compliance known = await(compliance -> compliance.open().stream().anyMatch(like));
        assertThat(known.open()).hasSize(1);
        return known.open().get(0);
    }

    /** The one finding that was opened and closed again since then, once nothing is open. */
    Finding over(Instant since) {
        Compliance known = await(compliance ->
                compliance.open().isEmpty() && !since(compliance, since).isEmpty());
        assertThat(since(known, since)).hasSize(1);
        return since(known, since).get(0);
    }

    private static List<Finding> since(Compliance known, Instant since) {
        return known.closed().stream()
                .filter(finding -> finding.opened().isAfter(since))
                .toList();
    }

    /** What is known as soon as it is like this. */
    Compliance await(Predicate<Compliance> reached) {
        return Awaitility.await("what is known of the lab")
                .atMost(PATIENCE)
                .until(this::known, found -> found.filter(reached).isPresent())
                .orElseThrow();
    }

    /** Empty before the first check. */
    Optional<Compliance> known() {
        HttpResponse<String> found =
                lab.api().get("/v1/projects/" + Lab.PROJECT + "/databases/(default)/documents/compliance/lab");
        return found.statusCode() == 200
                ? Optional.of(ComplianceJson.read(
                        lab.api().json(found).at("/fields/record/stringValue").asText()))
                : Optional.empty();
    }
}
