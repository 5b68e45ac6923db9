package dev.sallyport.local.logging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.audit.AuditLog;
import com.google.logging.v2.LogEntry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;

/** Log entries as Logging shows, filters and exports them. */
final class EntryJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer()
            .usingTypeRegistry(
                    TypeRegistry.newBuilder().add(AuditLog.getDescriptor()).build())
            .omittingInsignificantWhitespace();

    private EntryJson() {}

    static JsonNode of(LogEntry entry) {
        try {
            return JSON.readTree(PRINTER.print(entry));
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            throw new IllegalStateException("an entry of " + entry.getLogName() + " has no form in JSON", e);
        }
    }
}
