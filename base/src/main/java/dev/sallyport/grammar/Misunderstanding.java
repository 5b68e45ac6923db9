package dev.sallyport.grammar;

import java.io.Serial;

/** Ends the reading of a command that cannot be understood; never leaves this package. */
final class Misunderstanding extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String expected;

    Misunderstanding(String problem, String expected) {
        // Somebody's slip: where in the code it was found is of no interest to anyone.
        super(problem, null, false, false);
        this.problem = problem;
        this.expected = expected;
    }

    String problem() {
        return problem;
    }

    String expected() {
        return expected;
    }
}
