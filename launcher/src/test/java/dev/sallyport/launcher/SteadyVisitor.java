package dev.sallyport.launcher;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Somebody who is signed in and asks for the page again and again until told to leave. */
final class SteadyVisitor {
    private final Browser browser;
    private final String url;
    private final String email;
    private final AtomicLong greetings = new AtomicLong();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> end;
    private volatile boolean over;

    private SteadyVisitor(Browser browser, String url, String email) {
        this.browser = browser;
        this.url = url;
        this.email = email;
        end = CompletableFuture.runAsync(this::visit);
    }

    /** Signs in, and returns once the first pages have come. */
    static SteadyVisitor signedIn(String proxy, String url, String email) throws IOException {
        Browser browser = Browser.behind(proxy);
        browser.signIn(url, email);
        SteadyVisitor visitor = new SteadyVisitor(browser, url, email);
        visitor.awaitMore();
        return visitor;
    }

    /** Returns when more pages have come. */
    void awaitMore() {
        long before = greetings.get() + lost.size();
        Awaitility.await("more answers to " + email)
                .atMost(Duration.ofSeconds(30))
                .until(() -> greetings.get() + lost.size() > before + 5);
    }

    long greetings() {
        return greetings.get();
    }

    /** What came instead of the page. */
    List<String> lost() {
        return List.copyOf(lost);
    }

    void leave() {
        over = true;
        end.join();
    }

    private void visit() {
        while (!over) {
            try {
                HttpResponse<String> answer = browser.get(url);
                if (answer.statusCode() == 200 && answer.body().startsWith("Hi, " + email)) {
                    greetings.incrementAndGet();
                } else {
                    lost.add(answer.statusCode() + " " + answer.uri() + " " + answer.body());
                }
            } catch (IOException failure) {
                lost.add(failure.toString());
            }
        }
    }
}
