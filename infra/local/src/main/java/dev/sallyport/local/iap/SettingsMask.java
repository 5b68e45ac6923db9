package dev.sallyport.local.iap;

import com.google.cloud.iap.v1.IapSettings;
import com.google.common.base.CaseFormat;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.FieldMaskUtil;
import dev.sallyport.local.api.ApiException;
import java.util.Locale;

/**
 * The update mask of settings. Its paths start at the request, with {@code iapSettings.}, where masks of other APIs
 * start at the resource.
 */
final class SettingsMask {
    private static final String PREFIX = "iap_settings.";
    private static final String REAUTHENTICATION = "access_settings.reauth_settings.";

    private SettingsMask() {}

    /** The mask with paths that start at the settings; secrets are stored as digests, so theirs name the digest. */
    static FieldMask of(FieldMask mask) {
        FieldMask.Builder paths = FieldMask.newBuilder();
        mask.getPathsList().forEach(path -> paths.addPaths(checked(path)));
        return paths.build();
    }

    private static String checked(String path) {
        String snakeCase = snakeCase(path);
        String inSettings = snakeCase.startsWith(PREFIX) ? snakeCase.substring(PREFIX.length()) : "";
        if (inSettings.isEmpty() || !FieldMaskUtil.isValid(IapSettings.class, inSettings)) {
            throw ApiException.invalid("updateMask: '" + path
                    + "' names no setting; expected a path such as iapSettings.accessSettings.corsSettings");
        }
        if (inSettings.startsWith(REAUTHENTICATION)) {
            throw ApiException.invalid("updateMask: '" + path + "' is part of the reauthentication settings, which"
                    + " must be set together; expected iapSettings.accessSettings.reauthSettings");
        }
        return inSettings.endsWith("client_secret") ? inSettings + "_sha256" : inSettings;
    }

    /** REST clients write paths in camel case, gRPC clients in snake case. */
    private static String snakeCase(String path) {
        boolean isSnakeCase = path.equals(path.toLowerCase(Locale.ROOT));
        return isSnakeCase ? path : CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, path);
    }
}
