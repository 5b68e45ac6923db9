package dev.sallyport.local.firestore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The resource name of a field of all documents in collections of one id: {@code
 * projects/{project}/databases/{database}/collectionGroups/{group}/fields/{field}}.
 *
 * @param group the collections' id; {@code -} for any where fields are listed
 * @param field a field path, or {@code *} for any field
 */
record FieldName(DatabaseName database, String group, String field) {
    private static final Pattern FORM =
            Pattern.compile("(projects/[^/]+/databases/[^/]+)/collectionGroups/([^/]+)/fields/(.+)", Pattern.DOTALL);

    static FieldName parse(String name) {
        Matcher matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            throw FirestoreException.invalid("name: \"" + name
                    + "\" (expected: projects/{project}/databases/{database}/collectionGroups/{group}/fields/{field})");
        }
        return new FieldName(DatabaseName.parse(matcher.group(1)), matcher.group(2), matcher.group(3));
    }

    /** Whether it is a field of this one's collections. */
    boolean isBeside(FieldName other) {
        return database.equals(other.database) && (group.equals(other.group) || other.group.equals("-"));
    }

    /** Where the index settings of fields come from that have none of their own. */
    FieldName ancestor() {
        return new FieldName(database, "__default__", "*");
    }

    @Override
    public String toString() {
        return database + "/collectionGroups/" + group + "/fields/" + field;
    }
}
