package dev.sallyport.local.internet.iap;

import com.linecorp.armeria.common.QueryParams;
import java.util.Arrays;
import java.util.Locale;

/** IAP's own functions, which a request to any path of the app asks for. Identity Platform's sign-out is not among them. */
enum IapMode {
    NONE,
    AUTHENTICATING,
    CLEAR_LOGIN_COOKIE,
    DO_SESSION_REFRESH,
    FORCE_LOGIN,
    IDENTITY,
    SECURE_TOKEN_TEST,
    SESSION_REFRESHER;

    static final String PARAMETER = "gcp-iap-mode";
    private static final String OLD_PREFIX = "/_gcp_iap/";

    /** The mode by its query parameter or, the older way, by its path. */
    static IapMode of(String path, QueryParams query) {
        if (path.startsWith(OLD_PREFIX)) {
            return named(path.substring(OLD_PREFIX.length()).split("/", 2)[0].toUpperCase(Locale.ROOT));
        }
        return named(query.get(PARAMETER, ""));
    }

    private static IapMode named(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.name().equals(name))
                .findAny()
                .orElse(NONE);
    }
}
