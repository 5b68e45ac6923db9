package dev.sallyport.local.state;

import com.google.protobuf.ByteString;

/**
 * One thing a service remembers.
 *
 * @param project id of the project it belongs to, or {@link #CLOUD}
 * @param key what it is called within the service and project; stable, for it is found in files
 * @param value in a form of the service's own
 * @param secret whether the value must never be readable where it is kept
 */
public record StateRecord(String project, String key, ByteString value, boolean secret) {
    /** The project of what belongs to no project. */
    public static final String CLOUD = "";

    public static StateRecord of(String project, String key, ByteString value) {
        return new StateRecord(project, key, value, false);
    }

    public static StateRecord secret(String project, String key, ByteString value) {
        return new StateRecord(project, key, value, true);
    }

    /** Without the value, for it may be a secret. */
    @Override
    public String toString() {
        return "StateRecord[" + project + " " + key + ", " + value.size() + " bytes]";
    }
}
