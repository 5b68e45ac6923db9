package dev.sallyport.chatops;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A body in the form {@code application/x-www-form-urlencoded}. What is not encoded properly is let stand, so that every
 * body can be read.
 */
final class Form {
    private final Map<String, String> fields = new HashMap<>();

    private Form() {}

    static Form of(byte[] body) {
        Form form = new Form();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    /** A field's value; empty where there is none. */
    String text(String field) {
        return fields.getOrDefault(field, "");
    }

    private static String decoded(String encoded) {
        byte[] in = encoded.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            int value = in[i] == '%' ? escaped(in, i) : -1;
            out[length++] = (byte) (value >= 0 ? value : in[i] == '+' ? ' ' : in[i]);
            i += value >= 0 ? 2 : 0;
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private static int escaped(byte[] in, int at) {
        if (at + 2 >= in.length) {
            return -1;
        }
        int high = Character.digit(in[at + 1], 16);
        int low = Character.digit(in[at + 2], 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
