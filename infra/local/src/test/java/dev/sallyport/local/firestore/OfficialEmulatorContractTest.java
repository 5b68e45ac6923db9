package dev.sallyport.local.firestore;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, kept by Google's emulator: what shows that the contract asks for the right things. */
class OfficialEmulatorContractTest implements FirestoreContract {
    private static OfficialEmulator emulator;
    private static FirestoreLab lab;

    @BeforeAll
    static void start() {
        Optional<Path> jar = OfficialEmulator.jar();
        assumeTrue(jar.isPresent(), "no Cloud SDK with the Firestore emulator beside a gcloud on the PATH");
        emulator = OfficialEmulator.start(jar.get());
        lab = new FirestoreLab(emulator.hostPort());
    }

    @AfterAll
    static void stop() {
        if (emulator != null) {
            lab.close();
            emulator.close();
        }
    }

    @Override
    public FirestoreLab lab() {
        return lab;
    }
}
