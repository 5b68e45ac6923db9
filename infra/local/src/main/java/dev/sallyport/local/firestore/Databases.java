package dev.sallyport.local.firestore;

import dev.sallyport.local.time.CloudClock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The databases of all projects; one comes into being when it is first named. */
final class Databases {
    private final CloudClock clock;
    private final ConcurrencyMode mode;
    private final AtomicLong transactionSequence = new AtomicLong();
    private final Map<DatabaseName, Database> databases = new ConcurrentHashMap<>();

    Databases(CloudClock clock, ConcurrencyMode mode) {
        this.clock = clock;
        this.mode = mode;
    }

    Database get(DatabaseName name) {
        return databases.computeIfAbsent(name, key -> new Database(clock, mode, transactionSequence::incrementAndGet));
    }

    Database get(String name) {
        return get(DatabaseName.parse(name));
    }
}
