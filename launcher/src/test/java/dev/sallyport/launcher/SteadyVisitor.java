package dev.sallyport.launcher;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Somebody who is signed in and asks for the page again as soon as it has come, until told to leave. */
final class SteadyVisitor {
    /** Enough to leave the processors to those who are visited. */
    private static final Duration BREATH = Duration.ofMillis(10);

    private final Browser browser;
    private final String url;
    private final String email;
    private final AtomicLong greetings = new AtomicLong();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService visits = Executors.newSingleThreadScheduledExecutor();

    private SteadyVisitor(Browser browser, String url, String email) {
        this.browser = browser;
        this.url = url;
        this.email = email;
        visits.scheduleWithFixedDelay(this::visit, 0, BREATH.toMillis(), TimeUnit.MILLISECONDS);
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
        visits.shutdown();
        try {
            if (!visits.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the last visit of " + email + " comes to no end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void visit() {
        try {
            HttpResponse<String> answer = browser.get(url);
            if (answer.statusCode() == 200 && answer.body().startsWith("Hi, " + email)) {
                greetings.incrementAndGet();
            } else {
                lost.add(answer.statusCode() + " " + answer.uri() + " " + answer.body());
            }
        } catch (IOException | RuntimeException failure) {
            lost.add(failure.toString());
        }
    }
}
