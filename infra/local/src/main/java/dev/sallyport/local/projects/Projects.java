package dev.sallyport.local.projects;

import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.KeptMap;
import dev.sallyport.local.state.StateRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The projects there are. Unlike on Google Cloud, a project comes into being when it is first named, too, and then belongs
 * to the organisation; its number is derived from its id, so that it is the same in every run.
 */
public final class Projects {
    /** The organisation every project belongs to that was not made without one; its accounts are those of example.com. */
    public static final String ORGANIZATION = "organizations/433637338589";

    private static final Pattern IN_PROJECT = Pattern.compile("projects/(?<project>[^/]+)(/.*)?");

    private final KeptMap<Project> byId = KeptMap.of("projects", new ProjectForm(), UnaryOperator.identity());
    private final List<Consumer<Project>> listeners = new ArrayList<>();

    /** Calls the listener for every project that comes into being from now on, before anybody else sees it. */
    public synchronized void onCreated(Consumer<Project> listener) {
        listeners.add(listener);
    }

    /** The project of this id or number; made if it is an id not yet known. */
    public Project named(String idOrNumber) {
        return find(idOrNumber).orElseGet(() -> named(idOrNumber, ORGANIZATION));
    }

    /**
     * A new project; empty if there is one of this id.
     *
     * @param organization the resource name of the one it is to belong to, or empty for none
     */
    public synchronized Optional<Project> create(String id, String organization) {
        return byId.get(id).isPresent() ? Optional.empty() : Optional.of(named(id, organization));
    }

    /** The project of this id or number, if it is there. */
    public Optional<Project> find(String idOrNumber) {
        return byId.get(idOrNumber)
                .or(() -> byId.view().values().stream()
                        .filter(candidate -> candidate.number().equals(idOrNumber))
                        .findAny());
    }

    public List<Project> all() {
        return List.copyOf(byId.view().values());
    }

    /**
     * The id of the project that a resource lies in; {@link StateRecord#CLOUD} if it lies in none.
     *
     * @param name such as {@code projects/123/secrets/key}, the project by id or number
     */
    public String idOf(String name) {
        Matcher matcher = IN_PROJECT.matcher(name);
        if (!matcher.matches()) {
            return StateRecord.CLOUD;
        }
        String idOrNumber = matcher.group("project");
        return find(idOrNumber).map(Project::id).orElse(idOrNumber);
    }

    /** Keeps what projects there are. */
    public Keeper keeper() {
        return byId;
    }

    private synchronized Project named(String id, String organization) {
        Optional<Project> known = byId.get(id);
        if (known.isPresent()) {
            return known.get();
        }
        Project project = new Project(id, numberOf(id), organization);
        listeners.forEach(listener -> listener.accept(project));
        byId.put(id, project);
        return project;
    }

    private static String numberOf(String id) {
        CRC32 digest = new CRC32();
        digest.update(id.getBytes(StandardCharsets.UTF_8));
        return Long.toString(100_000_000_000L + digest.getValue());
    }
}
