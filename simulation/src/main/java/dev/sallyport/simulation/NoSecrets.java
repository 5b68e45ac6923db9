package dev.sallyport.simulation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** No private key, client secret or token is in what is written to Firestore or published. */
final class NoSecrets implements Invariant {
    /** The value of the OAuth client's secret in simulations. */
    static final String CLIENT_SECRET = "GOCSPX-simulated-client-secret";

    private static final Pattern SECRET = Pattern.compile("PRIVATE KEY|" + CLIENT_SECRET
            + "|eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.|ya29\\.|Bearer [A-Za-z0-9]");

    @Override
    public void seen(SeenCall call) {
        if (call.name().endsWith("Firestore.Commit") || call.name().endsWith("Publisher.Publish")) {
            search(
                    call.name() + " of " + call.by(),
                    call.request().toByteString().toStringUtf8());
        }
    }

    static void search(String where, String text) {
        Matcher found = SECRET.matcher(text);
        if (found.find()) {
            throw new Violation("no secrets", found.group() + " in " + where);
        }
    }
}
