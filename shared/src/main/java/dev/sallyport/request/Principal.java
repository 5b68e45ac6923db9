package dev.sallyport.request;

import dev.sallyport.grammar.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may pass.
 *
 * @param type one of {@link #TYPES}
 * @param address an e-mail address, or a domain; in lower case, as IAM compares them
 */
record Principal(String type, String address) {
    static final List<String> TYPES = List.of("user", "group", "serviceAccount", "domain");

    private static final String EXPECTED = "user:EMAIL, group:EMAIL, serviceAccount:EMAIL or domain:DOMAIN";
    private static final Set<String> EVERYBODY = Set.of("allusers", "allauthenticatedusers");
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile("(" + LABEL + "\\.)+" + LABEL);
    private static final Pattern LOCAL_PART =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final int LONGEST_ADDRESS = 254;

    /** Reads a principal for which {@link #fault} found nothing. */
    static Principal of(String text) {
        int colon = text.indexOf(':');
        return new Principal(text.substring(0, colon), text.substring(colon + 1).toLowerCase(Locale.ROOT));
    }

    /** What is wrong with a text that should be a principal, or nothing. */
    static Optional<Fault> fault(String pointer, String text) {
        if (EVERYBODY.contains(text.toLowerCase(Locale.ROOT))) {
            return fault(pointer, text, ", which would let everybody in", EXPECTED);
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return fault(pointer, text, ", without a prefix", text.contains("@") ? guess(text) : EXPECTED);
        }
        String type = text.substring(0, colon);
        if (!TYPES.contains(type)) {
            String expected = NearestName.of(type, TYPES)
                    .map(nearest -> "perhaps " + nearest + ": was meant")
                    .orElse(EXPECTED);
            return fault(pointer, text, ", whose prefix is unknown", expected);
        }
        Principal principal = of(text);
        return principal.isAddressValid()
                ? Optional.empty()
                : fault(
                        pointer,
                        text,
                        "",
                        type.equals("domain") ? "domain: and a domain name" : type + ": and one e-mail address");
    }

    /** The domain the principal belongs to. */
    String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    @Override
    public String toString() {
        return type + ":" + address;
    }

    private boolean isAddressValid() {
        if (address.length() > LONGEST_ADDRESS || !DOMAIN.matcher(domain()).matches()) {
            return false;
        }
        int at = address.lastIndexOf('@');
        return type.equals("domain")
                ? at < 0
                : at > 0 && LOCAL_PART.matcher(address.substring(0, at)).matches();
    }

    private static String guess(String text) {
        return text.endsWith(".gserviceaccount.com") ? "serviceAccount: before it" : "user: or group: before it";
    }

    private static Optional<Fault> fault(String pointer, String text, String note, String expected) {
        return Optional.of(new Fault(pointer, "is " + Wording.quoted(text) + note, expected));
    }
}
