package dev.sallyport.local.logging;

import com.google.cloud.audit.AuditLog;
import com.google.logging.v2.LogEntry;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.util.Timestamps;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.state.Keeper;
import io.grpc.BindableService;
import io.grpc.Channel;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Cloud Logging: takes what services write, lets it be read, and hands it to the topics that sinks lead to. Sinks are
 * kept; of entries there are the latest, as long as the process lives.
 */
public final class Logging implements LogWriter {
    /** What payloads are made of. */
    public static final List<Descriptor> PAYLOADS = List.of(AuditLog.getDescriptor());

    private final InstantSource clock;
    private final Sinks sinks;
    private final SinkDelivery delivery = new SinkDelivery();
    private final EntryLog log = new EntryLog();
    private final AtomicLong ids;
    private final List<BindableService> services;

    public Logging(InstantSource clock, Projects projects) {
        this.clock = clock;
        this.sinks = new Sinks(projects);
        // Ids grow from run to run: readers take entries of one id and time for the same.
        this.ids = new AtomicLong(clock.millis() * 1000);
        SinkNames names = new SinkNames(projects);
        this.services = List.of(new ConfigService(names, sinks, clock), new EntriesService(names, log));
    }

    /** From now on sinks publish here. */
    public void attach(Channel pubSub) {
        delivery.attach(pubSub);
    }

    public List<BindableService> services() {
        return services;
    }

    /** Keeps the sinks. */
    public Keeper keeper() {
        return sinks.keeper();
    }

    @Override
    public void write(LogEntry entry) {
        WrittenEntry written = log.add(entry.toBuilder()
                .setInsertId("-" + Long.toString(ids.getAndIncrement(), Character.MAX_RADIX))
                .setReceiveTimestamp(Timestamps.fromMillis(clock.millis()))
                .build());
        sinks.of(written).forEach(sink -> delivery.deliver(sink, written));
    }
}
