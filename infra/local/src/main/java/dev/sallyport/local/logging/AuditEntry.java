package dev.sallyport.local.logging;

import com.google.api.MonitoredResource;
import com.google.cloud.audit.AuditLog;
import com.google.logging.type.LogSeverity;
import com.google.logging.v2.LogEntry;
import com.google.protobuf.Any;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;

/** Entries of Cloud Audit Logs. */
public final class AuditEntry {
    private AuditEntry() {}

    /** The logs that Google Cloud keeps apart. */
    public enum Log {
        /** Of calls that need a permission to write configuration; always written. */
        ACTIVITY("activity"),
        /** Of calls that need one for data. */
        DATA_ACCESS("data_access");

        private final String name;

        Log(String name) {
            this.name = name;
        }

        String in(String parent) {
            return parent + "/logs/cloudaudit.googleapis.com%2F" + name;
        }
    }

    /**
     * An entry about one call; an error if the call was refused or failed.
     *
     * @param parent whose log it is, such as {@code projects/ID}
     */
    public static LogEntry.Builder of(
            Log log, String parent, Instant time, MonitoredResource.Builder resource, AuditLog payload) {
        boolean failed = payload.getStatus().getCode() != 0;
        return LogEntry.newBuilder()
                .setLogName(log.in(parent))
                .setTimestamp(Timestamps.fromMillis(time.toEpochMilli()))
                .setSeverity(failed ? LogSeverity.ERROR : LogSeverity.NOTICE)
                .setResource(resource)
                .setProtoPayload(Any.pack(payload));
    }
}
