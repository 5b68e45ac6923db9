package dev.sallyport.local.firestore;

import com.linecorp.armeria.server.HttpService;
import dev.sallyport.local.state.Journal;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.StateRecord;
import dev.sallyport.local.time.CloudClock;
import io.grpc.BindableService;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cloud Firestore in Native mode. Databases of any project come into being when they are first named. All times are the
 * cloud clock's, in microseconds.
 *
 * <p>Every commit is in the journal, if there is one, before it is answered; transactions under way are not, and are
 * over when the process ends.
 */
public final class Firestore implements Keeper {
    private final Databases databases;
    private final FirestoreService service;
    private final DocumentsRead read = new DocumentsRead();
    private final TimeToLive timeToLive;
    private final FieldOperations operations;

    /** Transactions lock what they read, as they do for Google's server client libraries. */
    public Firestore(CloudClock clock) {
        this(clock, ConcurrencyMode.PESSIMISTIC);
    }

    Firestore(CloudClock clock, ConcurrencyMode mode) {
        this.databases = new Databases(clock, mode);
        DocumentIds ids = new DocumentIds(new SecureRandom());
        this.service = new FirestoreService(new Calls(clock.workers()), databases, ids, read);
        this.timeToLive = new TimeToLive(clock, databases);
        this.operations = new FieldOperations(clock, ids);
        timeToLive.start();
    }

    /** The gRPC services {@code google.firestore.v1.*}, for any gRPC server. They block no thread that a call comes on. */
    public List<BindableService> services() {
        return List.of(service);
    }

    /** What it serves of the Firestore Admin API, as JSON alone, and its page, by path pattern of Armeria's. */
    public Map<String, HttpService> adminPaths() {
        return Map.of(FieldAdmin.PATHS, new FieldAdmin(timeToLive, operations), "/-/firestore", read);
    }

    /** Keep the documents (this one), and the settings of fields. */
    public List<Keeper> keepers() {
        return List.of(this, timeToLive.keeper(), operations.keeper());
    }

    @Override
    public String name() {
        return "firestore";
    }

    @Override
    public void load(Collection<StateRecord> records) {
        databases.load(records);
    }

    @Override
    public void journal(Journal journal) {
        databases.keepIn(journal);
    }

    @Override
    public Set<String> projects() {
        return databases.projects();
    }

    @Override
    public List<StateRecord> records(String project) {
        return databases.records(project);
    }

    /** Transactions of the project that are under way lose; those who listen hear of the difference. */
    @Override
    public void replace(String project, Collection<StateRecord> records) {
        databases.replace(project, records);
        timeToLive.start();
    }
}
