package dev.sallyport.stages;

/** One thing that has to be seen before the deployment counts as proven. */
interface Check {
    /** What is looked at, as the evidence calls it. */
    String name();

    /** Whether a look that fails may pass by itself soon, while the cloud spreads the configuration. */
    boolean settles();

    /** What came of one look. Never throws for what a look can find. */
    Finding look();

    /** What a person can do if it does not pass. */
    String remedy();

    /** @param seen what came back, in words a person can check; never a token or a secret */
    record Finding(boolean passed, String seen) {
        static Finding passed(String seen) {
            return new Finding(true, seen);
        }

        static Finding failed(String seen) {
            return new Finding(false, seen);
        }
    }
}
