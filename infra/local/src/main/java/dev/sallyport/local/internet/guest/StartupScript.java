package dev.sallyport.local.internet.guest;

import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.Items;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a startup script does that matters outside the VM. No shell runs: three kinds of command are known, wherever they
 * stand, and every other line is passed over.
 *
 * <ul>
 *   <li>{@code gcloud compute backend-services describe NAME --global --format="value(id)"}
 *   <li>{@code gcloud config get-value account | tr -cd "[0-9]"}
 *   <li>{@code gunicorn ... -b 0.0.0.0:PORT}, or {@code --bind}
 * </ul>
 *
 * @param backendService the global backend service whose id the script looks up
 * @param readsAccount whether it takes the digits of the VM's account for the project number
 * @param port where its server listens on every address; empty if nothing outside the VM can reach it
 */
record StartupScript(Optional<String> backendService, boolean readsAccount, OptionalInt port) {
    private static final String METADATA_KEY = "startup-script";
    private static final Pattern DESCRIBE =
            Pattern.compile("gcloud\\s+compute\\s+backend-services\\s+describe\\s+([^|;&]*?value\\(id\\))");
    private static final Pattern ACCOUNT =
            Pattern.compile("gcloud\\s+config\\s+get-value\\s+(?:core/)?account[^|\\n]*\\|\\s*tr\\s+-cd");
    private static final Pattern SERVER = Pattern.compile(
            "(?:^|[\\s/])gunicorn\\s(?:[^|;&\\n]*\\s)?(?:-b\\s*|--bind[=\\s]\\s*)[\"']?(?:0\\.0\\.0\\.0|\\[::\\]|):(\\d{1,5})\\b");

    static StartupScript of(Instance instance) {
        return parse(instance.getMetadata().getItemsList().stream()
                .filter(item -> item.getKey().equals(METADATA_KEY))
                .map(Items::getValue)
                .findFirst()
                .orElse(""));
    }

    static StartupScript parse(String script) {
        List<String> commands = script.replace("\\\n", " ")
                .lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#"))
                .toList();
        return new StartupScript(
                matches(DESCRIBE, commands).flatMap(StartupScript::globalName).findFirst(),
                matches(ACCOUNT, commands).findAny().isPresent(),
                matches(SERVER, commands)
                        .mapToInt(match -> Integer.parseInt(match.group(1)))
                        .filter(port -> port > 0 && port < 65536)
                        .findFirst());
    }

    private static Stream<MatchResult> matches(Pattern pattern, List<String> commands) {
        return commands.stream().map(pattern::matcher).flatMap(Matcher::results);
    }

    /** gcloud prints no id without the flag: it cannot ask which scope is meant. */
    private static Stream<String> globalName(MatchResult describe) {
        List<String> words = List.of(describe.group(1).split("\\s+"));
        return words.contains("--global")
                ? words.stream().filter(word -> !word.startsWith("-")).limit(1)
                : Stream.empty();
    }
}
