package dev.sallyport.local.pubsub;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, kept by the local Pub/Sub. */
class LocalPubSubTest extends PubSubContract {
    private static LocalPubSub pubSub;

    @BeforeAll
    static void start() {
        pubSub = new LocalPubSub();
    }

    @AfterAll
    static void stop() {
        pubSub.close();
    }

    @Override
    PubSubClients clients() {
        return pubSub.clients();
    }
}
