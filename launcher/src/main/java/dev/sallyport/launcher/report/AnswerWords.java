package dev.sallyport.launcher.report;

import dev.sallyport.local.watch.Answer;
import dev.sallyport.local.watch.Answer.ByIap;
import dev.sallyport.local.watch.Answer.ByLoadBalancer;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.Answer.Unanswered;

/** Answers in a few words. */
final class AnswerWords {
    private AnswerWords() {}

    static String of(Answer answer) {
        if (answer instanceof Unanswered unanswered) {
            return of(unanswered);
        }
        if (answer instanceof ByIap iap) {
            return iap.signIn() ? "sent away to sign in" : iap.status() + " by Identity-Aware Proxy";
        }
        if (answer instanceof ByLoadBalancer balancer) {
            return balancer.status() + " by the load balancer";
        }
        int status = ((Served) answer).status();
        return status == 0 ? "served by the application" : status + " by the application";
    }

    private static String of(Unanswered answer) {
        return switch (answer) {
            case DROPPED -> "dropped";
            case REFUSED -> "refused";
            case NOBODY -> "nobody there";
            case SILENT -> "closed without a word";
        };
    }
}
