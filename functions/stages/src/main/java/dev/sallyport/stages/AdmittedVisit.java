package dev.sallyport.stages;

import java.io.IOException;
import java.net.http.HttpResponse;

/** Somebody with access is let in, and the application believes the assertion. */
record AdmittedVisit(SignedVisit visit) implements Check {
    @Override
    public String name() {
        return "app-greets-the-admitted";
    }

    @Override
    public boolean settles() {
        return true;
    }

    @Override
    public String remedy() {
        return "A 403 of IAP: see that " + visit.account() + " holds " + AccessPolicy.ROLE
                + " on the backend service. An error of the application about the audience: its VMs started before the"
                + " backend service existed; restart them.";
    }

    @Override
    public Finding look() {
        try {
            HttpResponse<String> answer = visit.withGoodAssertion();
            String seen = "with a good assertion for " + visit.account() + ": " + SignedVisit.summary(answer);
            return visit.isGreeting(answer) ? Finding.passed(seen) : Finding.failed(seen);
        } catch (IOException e) {
            return Finding.failed("no answer: " + Visitor.reason(e));
        }
    }
}
