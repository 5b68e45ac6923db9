package dev.sallyport.local.internet;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A signed-in client that asks for the same page again and again until it is told to end. */
final class Visitor {
    private static final int AT_ONCE = 4;

    private final DeployedApp app;
    private final String session;
    private final Supplier<TestClient> clients;
    private final AtomicLong greetings = new AtomicLong();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final Set<Certificate> certificates = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> end;
    private volatile boolean over;

    private Visitor(DeployedApp app, String session, Supplier<TestClient> clients) {
        this.app = app;
        this.session = session;
        this.clients = clients;
        end = CompletableFuture.runAsync(this::visit);
    }

    /** Sends all requests over one connection, some at once. */
    static Visitor onOneConnection(DeployedApp app, String session) {
        TestClient client = app.client();
        return new Visitor(app, session, () -> client);
    }

    /** Connects anew again and again. */
    static Visitor onNewConnections(DeployedApp app, String session) {
        return new Visitor(app, session, app::client);
    }

    /** How many requests the app has answered with its greeting. */
    long greetings() {
        return greetings.get();
    }

    /** What became of the others. */
    List<String> lost() {
        return List.copyOf(lost);
    }

    /** What the front end presented. */
    Set<Certificate> certificates() {
        return certificates;
    }

    void leave() {
        over = true;
        end.join();
    }

    private void visit() {
        while (!over) {
            HttpClient http = clients.get().http();
            Stream.generate(() -> http.sendAsync(
                            TestClient.request(app.url(), "cookie", session).build(), BodyHandlers.ofString()))
                    .limit(AT_ONCE)
                    .toList()
                    .forEach(this::take);
        }
    }

    private void take(CompletableFuture<HttpResponse<String>> coming) {
        try {
            HttpResponse<String> answer = coming.join();
            certificates.add(answer.sslSession().orElseThrow().getPeerCertificates()[0]);
            if (answer.statusCode() == 200 && answer.body().startsWith("Hi, " + DeployedApp.ALICE)) {
                greetings.incrementAndGet();
            } else {
                lost.add(answer.statusCode() + " " + answer.body());
            }
        } catch (CompletionException | SSLPeerUnverifiedException failure) {
            lost.add(failure.toString());
        }
    }
}
