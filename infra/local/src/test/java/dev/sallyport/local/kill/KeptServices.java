package dev.sallyport.local.kill;

import dev.sallyport.local.firestore.Firestore;
import dev.sallyport.local.pubsub.PubSub;
import dev.sallyport.local.state.StateDirectory;
import dev.sallyport.local.time.CloudClock;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** A process of Pub/Sub and Firestore alone, which keep their state in a directory; made to be killed. */
final class KeptServices {
    private KeptServices() {}

    /**
     * Prints the port once it serves; ends by itself when nobody is left who could write to its standard input.
     *
     * @param arguments the directory
     */
    public static void main(String[] arguments) throws IOException {
        StateDirectory directory = StateDirectory.open(Path.of(arguments[0]));
        CloudClock clock = CloudClock.system();
        directory.attach(List.of(clock.keeper()));
        PubSub pubSub = new PubSub(clock);
        Firestore firestore = new Firestore(clock);
        directory.attach(firestore.keepers());
        directory.attach(List.of(pubSub));
        directory.ready();
        ServerBuilder<?> builder = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create());
        pubSub.services().forEach(builder::addService);
        firestore.services().forEach(builder::addService);
        Server server = builder.build().start();
        System.out.println(server.getPort());
        System.in.transferTo(OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }
}
