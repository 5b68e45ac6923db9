package dev.sallyport.launcher;

import static java.util.stream.Collectors.joining;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.launcher.report.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What one can type while everything keeps running; every line can be pasted into a shell. */
final class TryIt {
    private final Deployment deployment;
    private final String project;
    private final String api;
    private final String proxy;
    private final Path second;

    private TryIt(Deployment deployment, OwnHouse house, Path root) {
        this.deployment = deployment;
        this.project = house.project();
        this.api = "http://" + house.apiEndpoint();
        this.proxy = "http://" + house.internetProxy();
        this.second = fromHere(root.resolve("examples/second.json"));
    }

    static List<String> lines(Deployment deployment, OwnHouse house, Path root) {
        return new TryIt(deployment, house, root).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        Outcome.url(deployment).ifPresent(url -> {
            lines.add("As a stranger: Identity-Aware Proxy sends you away to sign in");
            lines.add("  curl -kvi --proxy " + proxy + " " + url);
            lines.add("");
            lines.add("In a browser: sign in as " + admitted() + ", or as somebody else to be refused");
            lines.add("  chromium --user-data-dir=\"$(mktemp -d)\" --ignore-certificate-errors --proxy-server=" + proxy
                    + " " + url);
            lines.add("");
        });
        lines.add("A second deployment beside this one, requested by curl");
        lines.add("  curl -sS " + api + "/v1/projects/" + project + "/topics/sallyport-requests:publish \\");
        lines.add("    -H 'Content-Type: application/json' \\");
        lines.add("    -d \"{\\\"messages\\\": [{\\\"data\\\": \\\"$(base64 < " + second + " | tr -d '\\n')\\\"}]}\"");
        lines.add("or by gcloud");
        lines.add("  CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true CLOUDSDK_CORE_PROJECT=" + project + " \\");
        lines.add("    CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB=" + api + "/ \\");
        lines.add("    gcloud pubsub topics publish sallyport-requests --message=\"$(cat " + second + ")\"");
        lines.add("");
        lines.add("In another shell: bring back what somebody has changed, and take it all down");
        lines.add("  ./sallyport repair --local " + api + " " + deployment.name());
        lines.add("  ./sallyport destroy --local " + api + " " + deployment.name());
        lines.add("");
        lines.add("All of it keeps running until Ctrl-C.");
        return lines;
    }

    /** People by the address they sign in with, groups and domains by what they are. */
    private String admitted() {
        return deployment.request().principals().stream()
                .map(principal -> principal.replaceFirst("^user:", ""))
                .collect(joining(" or "));
    }

    /** Relative where that is shorter, so that the line still works where the program was started. */
    private static Path fromHere(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }
}
