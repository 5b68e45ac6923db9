package dev.sallyport.chain;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import java.util.Optional;

/** Names of the topics between the functions. */
public final class Topics {
    /** Where requests are published. */
    public static final String REQUESTS = "sallyport-requests";

    /** Where messages are kept that nobody could read, and requests that were refused. */
    public static final String DEAD_LETTERS = "sallyport-dead-letters";

    /** Where requests go on to that ask what would change, or that go by such an answer. */
    public static final String PLANS = "sallyport-plan";

    /** Where it is said which deployments are to be checked. */
    public static final String CHECKS = "sallyport-compliance-check";

    /** Where it is said that something has come of a deployment. */
    public static final String LIFECYCLE = "sallyport-lifecycle";

    private Topics() {}

    /** The topic whose messages start the stage. */
    public static String of(StageName stage) {
        return "sallyport-" + stage;
    }

    /**
     * The topic whose messages a function works on, by the function's name.
     *
     * @return empty where it works on no requests and for no stage
     */
    public static Optional<String> worked(String function) {
        return switch (function) {
            case "intake" -> Optional.of(REQUESTS);
            case "plan" -> Optional.of(PLANS);
            default -> Blueprint.protectedApplication().stage(function).map(Topics::of);
        };
    }
}
