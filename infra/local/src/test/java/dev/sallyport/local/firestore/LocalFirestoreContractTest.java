package dev.sallyport.local.firestore;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, kept by the local Firestore. */
class LocalFirestoreContractTest implements FirestoreContract {
    private static LocalFirestoreServer server;
    private static FirestoreLab lab;

    @BeforeAll
    static void start() {
        server = new LocalFirestoreServer();
        lab = new FirestoreLab(server.hostPort());
    }

    @AfterAll
    static void stop() {
        lab.close();
        server.close();
    }

    @Override
    public FirestoreLab lab() {
        return lab;
    }
}
