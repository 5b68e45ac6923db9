package dev.sallyport.failure;

import java.util.Objects;

/** The cloud or the guardrails say no: trying again changes nothing until a person has done something. */
public final class Rejected extends Failure {
    private static final long serialVersionUID = 1L;
    private static final String IN_USE = "resourceInUseByAnotherResource";

    private final String remedy;
    private final String reason;

    /**
     * @param message what was wrong and where, with the value met
     * @param remedy what a person can do about it
     */
    public Rejected(String message, String remedy) {
        this(message, remedy, null);
    }

    public Rejected(String message, String remedy, Throwable cause) {
        this(message, remedy, "", cause);
    }

    /** @param reason Google's own, such as {@code resourceInUseByAnotherResource}; empty if there is none */
    public Rejected(String message, String remedy, String reason, Throwable cause) {
        super(message, cause);
        this.remedy = Objects.requireNonNull(remedy, "remedy");
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public String remedy() {
        return remedy;
    }

    /** Whether Google Cloud refused to delete what another resource uses. */
    public boolean isInUse() {
        return reason.equals(IN_USE);
    }

    /** Google's reason; empty if it was not Google that said no, or if it gave none. */
    public String reason() {
        return reason;
    }
}
