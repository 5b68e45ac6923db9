package dev.sallyport.local.recorded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the placeholders of a recording stand for: constants and names chosen here, and what answers have told. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z]\\w*)}");
    private static final Pattern ONLY_GOOGLE_KNOWS =
            Pattern.compile("operationID.*|targetId|routeName|publicImageID|serviceId|.*N(umber|UMBER)");
    private static final String ANY = "[^/'\" ]+";
    private static final List<String> PROJECT_NUMBER = List.of("projectNumber", "KCC_APP_TEST_PROJECT_NUMBER");

    private final Map<String, String> values;
    private final String tag;

    Placeholders(String project, String tag) {
        this.tag = tag;
        this.values = new HashMap<>(Map.of(
                "projectId", project,
                "KCC_APP_TEST_PROJECT", project,
                "uniqueId", tag,
                "folderID", "123456789012",
                "organizationID", "987654321098"));
    }

    private Placeholders(Placeholders other) {
        this.tag = other.tag;
        this.values = new HashMap<>(other.values);
    }

    /** The same knowledge; what is learnt there is not known here. */
    Placeholders copy() {
        return new Placeholders(this);
    }

    void set(String name, String value) {
        (PROJECT_NUMBER.contains(name) ? PROJECT_NUMBER : List.of(name)).forEach(each -> values.put(each, value));
    }

    boolean knows(String name) {
        return values.containsKey(name);
    }

    static boolean in(String text) {
        return PLACEHOLDER.matcher(text).find();
    }

    /** The text to send; empty if it needs something that no answer has told. */
    Optional<String> fill(String text) {
        return PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).allMatch(this::choose)
                ? Optional.of(PLACEHOLDER
                        .matcher(text)
                        .replaceAll(match -> Matcher.quoteReplacement(values.get(match.group(1)))))
                : Optional.empty();
    }

    private boolean choose(String name) {
        if (!knows(name) && ONLY_GOOGLE_KNOWS.matcher(name).matches()) {
            return false;
        }
        values.computeIfAbsent(name, this::newName);
        return true;
    }

    private String newName(String placeholder) {
        String type =
                placeholder.replaceFirst("I[Dd](?=_\\d+$|$)", "").toLowerCase().replace('_', '-');
        return "r-" + type + "-" + tag;
    }

    /** Whether a live text is what a recorded one stands for; learns from it if so. */
    boolean match(String recorded, String live) {
        List<String> learning = new ArrayList<>();
        Matcher matcher = pattern(recorded, learning).matcher(live);
        if (!matcher.matches()) {
            return false;
        }
        for (int i = 0; i < learning.size(); i++) {
            set(learning.get(i), matcher.group(i + 1));
        }
        return true;
    }

    private Pattern pattern(String recorded, List<String> learning) {
        StringBuilder pattern = new StringBuilder();
        Matcher placeholders = PLACEHOLDER.matcher(recorded);
        int from = 0;
        while (placeholders.find()) {
            pattern.append(Pattern.quote(recorded.substring(from, placeholders.start())));
            pattern.append(expression(placeholders.group(1), learning));
            from = placeholders.end();
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(recorded.substring(from))).toString(), Pattern.DOTALL);
    }

    private String expression(String name, List<String> learning) {
        if (name.equals("targetId")) {
            return "\\d{1,20}";
        }
        boolean opaque = List.of("routeName", "publicImageID", "serviceId").contains(name);
        if (knows(name) && !opaque) {
            return Pattern.quote(values.get(name));
        }
        if (learning.contains(name)) {
            return opaque ? ANY : "\\" + (learning.indexOf(name) + 1);
        }
        learning.add(name);
        return PROJECT_NUMBER.contains(name) ? "(\\d+)" : "(" + ANY + ")";
    }
}
