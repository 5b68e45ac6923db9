package dev.sallyport.stages;

import dev.sallyport.request.ProvisionRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;

/** Without TLS the front end's address serves nothing: port 80 is closed, or redirects to HTTPS whatever is asked for. */
record PlainHttp(StageWork work, Visitor visitor, Optional<String> internetProxy) implements Check {
    private static final String ASKED_FOR = "/any/path?and=query";

    @Override
    public String name() {
        return redirect().isPresent() ? "plain-http-is-redirected" : "plain-http-is-closed";
    }

    /** A new forwarding rule takes a while to be everywhere, and so does the end of one. */
    @Override
    public boolean settles() {
        return true;
    }

    @Override
    public String remedy() {
        return "See which forwarding rule takes port 80 of " + address()
                + " (gcloud compute forwarding-rules list), and delete it if it is nobody's; ours are put right when the"
                + " deployment is repaired.";
    }

    @Override
    public Finding look() {
        return redirect().isPresent() ? redirected() : closed();
    }

    private Finding closed() {
        ConnectionAttempt attempt = ConnectionAttempt.to(address(), HttpRedirect.HTTP, internetProxy);
        return attempt.refused()
                ? Finding.passed("tcp:80 refused by " + address())
                : Finding.failed("tcp:80 of " + address() + ": " + attempt.outcome());
    }

    private Finding redirected() {
        String url = "http://" + address() + ASKED_FOR;
        String expected = "https://" + address() + ASKED_FOR;
        try {
            HttpResponse<String> answer = visitor.get(url, Map.of("Accept", "text/html,*/*"));
            String seen = answer.statusCode() + " to "
                    + answer.headers().firstValue("location").orElse("nowhere");
            return seen.equals("301 to " + expected)
                    ? Finding.passed("GET " + url + " got " + seen)
                    : Finding.failed("GET " + url + " got " + seen + " (expected: 301 to " + expected + ")");
        } catch (IOException e) {
            return Finding.failed("GET " + url + " got no answer: " + Visitor.reason(e));
        }
    }

    private String address() {
        return work.output(FrontendStage.NAME, "address");
    }

    private Optional<ProvisionRequest.Redirect> redirect() {
        return work.request().loadBalancer().redirect();
    }
}
