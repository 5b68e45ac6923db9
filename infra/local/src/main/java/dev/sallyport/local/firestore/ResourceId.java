package dev.sallyport.local.firestore;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ids of collections and documents. Source: cloud.google.com/firestore/quotas, "Collections, documents, fields". */
final class ResourceId {
    /** Numeric ids ({@code __id7__}) by number, before all others, which go by their UTF-8 bytes. */
    static final Comparator<String> ORDER = ResourceId::compare;

    private static final Pattern NUMERIC = Pattern.compile("__id(-?[0-9]{1,19})__");
    private static final Pattern RESERVED = Pattern.compile("__.*__", Pattern.DOTALL);
    private static final int MAX_BYTES = 1_500;

    private ResourceId() {}

    static void check(String id) {
        if (id.isEmpty() || id.equals(".") || id.equals("..") || id.indexOf('/') >= 0) {
            throw FirestoreException.invalid("id: \"" + id + "\" (expected: not empty, no slash, not . or ..)");
        }
        if (RESERVED.matcher(id).matches() && !NUMERIC.matcher(id).matches()) {
            throw FirestoreException.invalid("id: \"" + id + "\" (expected: not of the reserved form __.*__)");
        }
        int length = id.getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_BYTES) {
            throw FirestoreException.invalid("id: " + length + " bytes (expected: at most " + MAX_BYTES + ")");
        }
    }

    private static int compare(String left, String right) {
        if (!left.startsWith("__") && !right.startsWith("__")) {
            return ValueOrder.compareUtf8(left, right);
        }
        Matcher leftNumber = NUMERIC.matcher(left);
        Matcher rightNumber = NUMERIC.matcher(right);
        boolean leftIsNumeric = leftNumber.matches();
        boolean rightIsNumeric = rightNumber.matches();
        if (leftIsNumeric && rightIsNumeric) {
            return Long.compare(Long.parseLong(leftNumber.group(1)), Long.parseLong(rightNumber.group(1)));
        }
        if (leftIsNumeric != rightIsNumeric) {
            return leftIsNumeric ? -1 : 1;
        }
        return ValueOrder.compareUtf8(left, right);
    }
}
