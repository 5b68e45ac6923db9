package dev.sallyport.request;

/** A request that is wrong as a whole, so that nothing else can be said about it. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String expected;

    Unreadable(String problem, String expected) {
        super(problem);
        this.problem = problem;
        this.expected = expected;
    }

    Fault fault() {
        return new Fault("", problem, expected);
    }
}
