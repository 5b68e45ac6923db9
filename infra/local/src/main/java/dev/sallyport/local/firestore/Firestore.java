package dev.sallyport.local.firestore;

import dev.sallyport.local.time.CloudClock;
import io.grpc.BindableService;
import java.security.SecureRandom;
import java.util.List;

/**
 * Cloud Firestore in Native mode. Databases of any project come into being when they are first named; they live in
 * memory. All times are the cloud clock's, in microseconds.
 */
public final class Firestore {
    private final FirestoreService service;

    /** Transactions lock what they read, as they do for Google's server client libraries. */
    public Firestore(CloudClock clock) {
        this(clock, ConcurrencyMode.PESSIMISTIC);
    }

    Firestore(CloudClock clock, ConcurrencyMode mode) {
        Databases databases = new Databases(clock, mode);
        this.service = new FirestoreService(new Calls(clock.workers()), databases, new DocumentIds(new SecureRandom()));
    }

    /** The gRPC services {@code google.firestore.v1.*}, for any gRPC server. */
    public List<BindableService> services() {
        return List.of(service);
    }
}
