package dev.sallyport.local.logging;

import com.google.logging.v2.LogSink;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.state.Form;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.KeptMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The sinks there are, and which entries they are for. */
final class Sinks {
    private final Projects projects;
    private final KeptMap<LogSink> sinks;
    private final Map<String, EntryFilter> filters = new ConcurrentHashMap<>();

    Sinks(Projects projects) {
        this.projects = projects;
        this.sinks = KeptMap.of("log-sinks", Form.of(LogSink.parser()), projects::idOf);
    }

    Keeper keeper() {
        return sinks;
    }

    Optional<Sink> find(String key) {
        return sinks.get(key).map(settings -> Sink.of(key, settings));
    }

    /** Those of a project, an organisation or a folder itself. */
    List<LogSink> in(String parent) {
        return all().filter(sink -> sink.parent().equals(parent))
                .map(Sink::settings)
                .toList();
    }

    /** @return whether there was none of this name */
    boolean add(Sink sink) {
        return sinks.putIfAbsent(sink.key(), sink.settings());
    }

    void replace(Sink sink) {
        sinks.put(sink.key(), sink.settings());
    }

    void remove(Sink sink) {
        sinks.remove(sink.key());
    }

    /** The sinks that an entry goes to. */
    Stream<Sink> of(WrittenEntry entry) {
        return all().filter(sink -> !sink.settings().getDisabled())
                .filter(sink -> covers(sink, entry.parent()))
                .filter(sink -> filter(sink.settings().getFilter()).matches(entry.json()))
                .filter(sink -> !isExcluded(sink, entry));
    }

    private Stream<Sink> all() {
        return sinks.view().entrySet().stream().map(entry -> Sink.of(entry.getKey(), entry.getValue()));
    }

    private boolean covers(Sink sink, String parent) {
        return sink.parent().equals(parent)
                || sink.settings().getIncludeChildren()
                        && organizationOf(parent).equals(Optional.of(sink.parent()));
    }

    private Optional<String> organizationOf(String parent) {
        return projects.find(projects.idOf(parent)).map(Project::organization);
    }

    private boolean isExcluded(Sink sink, WrittenEntry entry) {
        return sink.settings().getExclusionsList().stream()
                .filter(exclusion -> !exclusion.getDisabled())
                .anyMatch(exclusion -> filter(exclusion.getFilter()).matches(entry.json()));
    }

    private EntryFilter filter(String text) {
        return filters.computeIfAbsent(text, EntryFilter::parse);
    }
}
