package dev.sallyport.grammar;

import java.util.List;
import java.util.regex.Pattern;

/** Who may pass, as far as its form goes; what an address may look like is for those who read requests. */
final class PrincipalWord {
    private static final List<String> TYPES = List.of("user", "group", "serviceAccount", "domain");
    private static final String EXPECTED = "user:EMAIL, group:EMAIL, serviceAccount:EMAIL or domain:DOMAIN";
    private static final Pattern ADDRESS = Pattern.compile("[!-~&&[^@\"<>|]]{1,128}@[A-Za-z0-9.-]{1,125}");
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){1,8}");
    private static final String SERVICE_ACCOUNTS = ".gserviceaccount.com";

    private PrincipalWord() {}

    /** The principal; an address without a type is a person's, or a service account's if it looks like one. */
    static String of(String word) throws Misunderstanding {
        if (ADDRESS.matcher(word).matches() && word.indexOf(':') < 0) {
            return (word.endsWith(SERVICE_ACCOUNTS) ? "serviceAccount:" : "user:") + word;
        }
        int colon = word.indexOf(':');
        String type = word.substring(0, Math.max(colon, 0));
        String address = word.substring(colon + 1);
        if (!TYPES.contains(type)) {
            throw new Misunderstanding(
                    Words.shown(word) + " is no principal",
                    NearestName.of(type, TYPES)
                            .map(nearest -> "perhaps " + nearest + ": was meant")
                            .orElse(EXPECTED));
        }
        if (!(type.equals("domain") ? DOMAIN : ADDRESS).matcher(address).matches()) {
            throw new Misunderstanding(Words.shown(word) + " is no principal", EXPECTED);
        }
        return word;
    }
}
