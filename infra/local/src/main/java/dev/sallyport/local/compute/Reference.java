package dev.sallyport.local.compute;

import dev.sallyport.local.api.ApiException;
import java.util.Locale;
import java.util.Set;

/**
 * A field that names other resources.
 *
 * @param path dotted proto field names, as in {@code backends.group}; lists on the way are gone through
 * @param targets collections that may be named; a link to anything else is refused
 * @param missing how the API refuses a name of something that is not there
 */
record Reference(String path, Set<String> targets, Missing missing) {

    enum Missing {
        /** 404 for the missing resource. */
        NOT_FOUND,
        /** 400 for the field that names it. */
        CANNOT_BE_FOUND,
        /** Nobody looks. */
        ALLOWED
    }

    static Reference to(String path, String... targets) {
        return new Reference(path, Set.of(targets), Missing.NOT_FOUND);
    }

    /** One whose missing target the API calls an invalid value of the field. */
    static Reference valid(String path, String... targets) {
        return new Reference(path, Set.of(targets), Missing.CANNOT_BE_FOUND);
    }

    /** A link that is returned in full but not looked up. */
    static Reference loose(String path, String... targets) {
        return new Reference(path, Set.of(targets), Missing.ALLOWED);
    }

    ApiException refuse(String field, Link target) {
        return missing == Missing.NOT_FOUND
                ? Refusals.notFound(target)
                : Refusals.invalidValue(
                        field,
                        target.url(),
                        "The referenced " + singular(target.collection()) + " resource cannot be found.");
    }

    /** {@code networks} to {@code network}, {@code targetHttpsProxies} to {@code targetHttpsProxy}. */
    static String singular(String collection) {
        return collection.endsWith("ies")
                ? collection.substring(0, collection.length() - 3) + "y"
                : collection.endsWith("sses")
                        ? collection.substring(0, collection.length() - 2)
                        : collection.substring(0, collection.length() - 1);
    }

    /** {@code backendServices} to {@code backend_service}. */
    static String noun(String collection) {
        return singular(collection).replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
