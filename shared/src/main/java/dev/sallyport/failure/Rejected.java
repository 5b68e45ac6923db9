package dev.sallyport.failure;

import java.util.Objects;

/** The cloud or the guardrails say no: trying again changes nothing until a person has done something. */
public final class Rejected extends Failure {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param message what was wrong and where, with the value met
     * @param remedy what a person can do about it
     */
    public Rejected(String message, String remedy) {
        this(message, remedy, null);
    }

    public Rejected(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    public String remedy() {
        return remedy;
    }
}
