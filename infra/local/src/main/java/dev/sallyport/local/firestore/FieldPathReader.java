package dev.sallyport.local.firestore;

import java.util.ArrayList;
import java.util.List;

/** Takes a written field path apart. */
final class FieldPathReader {
    private final String path;
    private int position;

    FieldPathReader(String path) {
        this.path = path;
    }

    List<String> segments() {
        List<String> segments = new ArrayList<>();
        do {
            segments.add(atBacktick() ? quoted() : simple());
        } while (dot());
        return segments;
    }

    private boolean atBacktick() {
        return position < path.length() && path.charAt(position) == '`';
    }

    private boolean dot() {
        if (position == path.length()) {
            return false;
        }
        if (path.charAt(position) != '.') {
            throw malformed();
        }
        position++;
        return true;
    }

    private String simple() {
        int end = path.indexOf('.', position);
        String name = path.substring(position, end < 0 ? path.length() : end);
        if (!FieldPath.isSimple(name)) {
            throw malformed();
        }
        position += name.length();
        return name;
    }

    private String quoted() {
        StringBuilder name = new StringBuilder();
        for (position++; position < path.length(); position++) {
            char c = path.charAt(position);
            if (c == '`' && !name.isEmpty()) {
                position++;
                return name.toString();
            }
            if (c == '`') {
                throw malformed();
            }
            if (c == '\\' && position + 1 < path.length()) {
                position++;
            }
            name.append(path.charAt(position));
        }
        throw malformed();
    }

    private FirestoreException malformed() {
        return FirestoreException.invalid("field path: \"" + path
                + "\" (expected: names of letters, digits and _ separated by dots, other names in backticks)");
    }
}
