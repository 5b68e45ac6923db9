package dev.sallyport.request;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names that are made from the deployment's. */
final class DerivedName {
    private static final int LONGEST = 63;
    private static final int DIGEST = 8;

    private DerivedName() {}

    /**
     * The deployment's name with a suffix. Where that is longer than a resource's name may be, the middle gives way to
     * a digest, so that two long names with the same beginning stay apart.
     */
    static String of(String deployment, String suffix) {
        String name = deployment + "-" + suffix;
        if (name.length() <= LONGEST) {
            return name;
        }
        String digest = UUID.nameUUIDFromBytes(deployment.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, DIGEST);
        String end = "-" + digest + "-" + suffix;
        return deployment.substring(0, LONGEST - end.length()) + end;
    }
}
