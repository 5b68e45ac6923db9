package dev.sallyport.local.firestore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A database's resource name: {@code projects/{project}/databases/{database}}. */
record DatabaseName(String project, String database) implements Comparable<DatabaseName> {
    private static final Pattern FORM = Pattern.compile("projects/([^/]+)/databases/([^/]+)(/.*)?", Pattern.DOTALL);

    /** Reads a database's name, or that of anything inside it. */
    static DatabaseName containing(String resource) {
        Matcher matcher = FORM.matcher(resource);
        if (!matcher.matches()) {
            throw FirestoreException.invalid(
                    "name: \"" + resource + "\" (expected: projects/{project}/databases/{database}/...)");
        }
        return new DatabaseName(matcher.group(1), matcher.group(2));
    }

    static DatabaseName parse(String name) {
        DatabaseName parsed = containing(name);
        if (!parsed.toString().equals(name)) {
            throw FirestoreException.invalid(
                    "database: \"" + name + "\" (expected: projects/{project}/databases/{database})");
        }
        return parsed;
    }

    @Override
    public int compareTo(DatabaseName other) {
        int byProject = project.compareTo(other.project);
        return byProject != 0 ? byProject : database.compareTo(other.database);
    }

    @Override
    public String toString() {
        return "projects/" + project + "/databases/" + database;
    }
}
