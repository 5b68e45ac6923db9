package dev.sallyport.local.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.functions.FunctionSpec.DeadLetter;
import dev.sallyport.local.functions.FunctionSpec.Http;
import dev.sallyport.local.functions.FunctionSpec.Retry;
import dev.sallyport.local.functions.FunctionSpec.Topic;
import dev.sallyport.local.functions.FunctionSpec.Trigger;
import dev.sallyport.local.logging.EntryFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the list of functions to its end, whatever is wrong in it, and keeps every fault with its place. */
final class FunctionsFileReader {
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,5})s");
    private static final Pattern MEMORY = Pattern.compile("\\d+(Mi|Gi)");
    private static final Pattern OPTIONS = Pattern.compile("-\\S+( -\\S+)*");
    private static final Pattern PERMISSION = Pattern.compile("[a-z]+(\\.[A-Za-z]+){2}");
    private static final Pattern VARIABLE = Pattern.compile("SALLYPORT_[A-Z_]+");
    private static final Pattern FILTER = Pattern.compile(".*\\S.*", Pattern.DOTALL);
    private static final Pattern ANY = Pattern.compile("\\S+");

    private static final Set<String> OF_FILE = Set.of("topics", "defaults", "functions");
    private static final Set<String> OF_DEFAULTS = Set.of(
            "memory", "timeout", "concurrency", "minInstances", "maxInstances", "settings", "retry", "deadLetter");
    private static final Set<String> OF_FUNCTION = Set.of(
            "name",
            "module",
            "entryPoint",
            "topic",
            "schedule",
            "auditLog",
            "http",
            "roles",
            "permissions",
            "settings",
            "secrets",
            "minInstances",
            "maxInstances",
            "javaOptions",
            "memory",
            "timeout",
            "concurrency",
            "retry",
            "deadLetter");

    private final List<String> faults = new ArrayList<>();
    private JsonNode defaults = MissingNode.getInstance();

    List<String> faults() {
        return faults;
    }

    FunctionsFile read(JsonNode file) {
        checkMembers(file, "", OF_FILE);
        defaults = file.path("defaults");
        if (!defaults.isMissingNode()) {
            checkMembers(defaults, "/defaults", OF_DEFAULTS);
        }
        List<FunctionSpec> functions = functions(file.path("functions"));
        return new FunctionsFile(names(file.path("topics"), "/topics", NAME), functions);
    }

    private List<FunctionSpec> functions(JsonNode list) {
        if (!list.isArray()) {
            faults.add("/functions: missing; expected a list");
        }
        List<FunctionSpec> functions = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            FunctionSpec function = function(list.get(i), "/functions/" + i);
            if (!seen.add(function.name())) {
                faults.add("/functions/" + i + "/name: '" + function.name() + "' is there twice");
            }
            functions.add(function);
        }
        return functions;
    }

    private FunctionSpec function(JsonNode function, String place) {
        checkMembers(function, place, OF_FUNCTION);
        checkForGoogleCloud(function, place);
        return new FunctionSpec(
                text(function, place, "name", NAME, "a lower-case name of at most 63 characters"),
                text(function, place, "module", ANY, "a directory"),
                text(function, place, "entryPoint", ANY, "the name of a class"),
                trigger(function, place),
                text(withDefault(function, "memory"), place, "memory", MEMORY, "an amount such as 512Mi"),
                seconds(withDefault(function, "timeout"), place, "timeout", 3600),
                number(withDefault(function, "concurrency"), place, "concurrency", 1, 1000),
                optionalNames(function, place, "permissions", PERMISSION),
                function.has("javaOptions")
                        ? text(function, place, "javaOptions", OPTIONS, "options that begin with a hyphen")
                        : "");
    }

    /** What only counts on Google Cloud is looked at all the same, so that a fault is found here. */
    private void checkForGoogleCloud(JsonNode function, String place) {
        optionalNames(function, place, "roles", ANY);
        optionalNames(function, place, "secrets", VARIABLE);
        optionalNames(withDefault(function, "settings"), place, "settings", VARIABLE);
        for (String member : List.of("minInstances", "maxInstances")) {
            JsonNode holder = withDefault(function, member);
            if (holder.has(member)) {
                number(holder, place, member, member.startsWith("min") ? 0 : 1, 1000);
            }
        }
    }

    private Trigger trigger(JsonNode function, String place) {
        boolean http = function.path("http").asBoolean(false);
        if (http == function.has("topic")) {
            faults.add(place + ": expected either topic: NAME or http: true");
        }
        if (http) {
            Stream.of("schedule", "auditLog")
                    .filter(function::has)
                    .forEach(member -> faults.add(place + "/" + member + ": expected beside topic: NAME only"));
            return new Http();
        }
        JsonNode retry = withDefault(function, "retry").path("retry");
        JsonNode deadLetter = withDefault(function, "deadLetter").path("deadLetter");
        checkMembers(retry, place + "/retry", Set.of("minimumBackoff", "maximumBackoff"));
        checkMembers(deadLetter, place + "/deadLetter", Set.of("topic", "maxDeliveryAttempts"));
        return new Topic(
                text(function, place, "topic", NAME, "the name of a topic"),
                new Retry(
                        seconds(retry, place + "/retry", "minimumBackoff", 600),
                        seconds(retry, place + "/retry", "maximumBackoff", 600)),
                new DeadLetter(
                        text(deadLetter, place + "/deadLetter", "topic", NAME, "the name of a topic"),
                        number(deadLetter, place + "/deadLetter", "maxDeliveryAttempts", 5, 100)),
                schedule(function, place),
                auditLog(function, place));
    }

    private Optional<CronSchedule> schedule(JsonNode function, String place) {
        if (!function.has("schedule")) {
            return Optional.empty();
        }
        Optional<CronSchedule> schedule =
                CronSchedule.parse(function.path("schedule").asText());
        if (schedule.isEmpty()) {
            faults.add(place + "/schedule: " + function.path("schedule")
                    + "; expected five fields of cron, such as \"*/5 * * * *\"");
        }
        return schedule;
    }

    private Optional<String> auditLog(JsonNode function, String place) {
        if (!function.has("auditLog")) {
            return Optional.empty();
        }
        String filter = text(function, place, "auditLog", FILTER, "a filter of Cloud Logging");
        try {
            EntryFilter.parse(filter);
        } catch (ApiException e) {
            faults.add(place + "/auditLog: " + e.getMessage());
        }
        return Optional.of(filter);
    }

    /** The function itself if it has the member, else the defaults. */
    private JsonNode withDefault(JsonNode function, String member) {
        return function.has(member) ? function : defaults;
    }

    private List<String> names(JsonNode list, String place, Pattern form) {
        if (!list.isArray()) {
            faults.add(place + ": missing; expected a list of names");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!form.matcher(list.get(i).asText()).matches()) {
                faults.add(place + "/" + i + ": '" + list.get(i).asText() + "' is not a name");
            }
            names.add(list.get(i).asText());
        }
        return names;
    }

    private List<String> optionalNames(JsonNode parent, String place, String member, Pattern form) {
        return parent.has(member) ? names(parent.path(member), place + "/" + member, form) : List.of();
    }

    private String text(JsonNode parent, String place, String member, Pattern form, String expected) {
        JsonNode value = parent.path(member);
        if (value.isMissingNode()) {
            faults.add(place + "/" + member + ": missing; expected " + expected);
        } else if (!value.isTextual() || !form.matcher(value.asText()).matches()) {
            faults.add(place + "/" + member + ": " + value + " is not " + expected);
        }
        return value.asText();
    }

    private Duration seconds(JsonNode parent, String place, String member, int most) {
        Matcher matcher = SECONDS.matcher(parent.path(member).asText());
        long seconds = matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
        if (seconds < 0 || seconds > most) {
            faults.add(place + "/" + member + ": " + shown(parent.path(member))
                    + "; expected seconds such as 60s, at most " + most + "s");
        }
        return Duration.ofSeconds(Math.max(seconds, 0));
    }

    private int number(JsonNode parent, String place, String member, int least, int most) {
        JsonNode value = parent.path(member);
        if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
            faults.add(
                    place + "/" + member + ": " + shown(value) + "; expected a number from " + least + " to " + most);
        }
        return value.asInt();
    }

    private void checkMembers(JsonNode node, String place, Set<String> known) {
        if (!node.isObject()) {
            faults.add((place.isEmpty() ? "/" : place) + ": " + shown(node) + "; expected members "
                    + String.join(", ", known.stream().sorted().toList()));
            return;
        }
        node.fieldNames().forEachRemaining(member -> {
            if (!known.contains(member)) {
                faults.add(place + "/" + member + ": unknown; expected one of "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        });
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.toString();
    }
}
