package dev.sallyport.simulation;

import dev.sallyport.local.admin.CallFate;
import io.grpc.Status.Code;

/** What the simulation makes of a call of a function. */
enum Fate {
    PASS,
    LOSE_ANSWER(new CallFate.LoseAnswer()),
    /** The caller dies before the call has any effect. */
    KILL_BEFORE(Fate.refusal(403, "killed", Code.PERMISSION_DENIED)),
    /** The caller dies once the call has taken effect. */
    KILL_AFTER(new CallFate.LoseAnswer()),
    TOO_MANY(Fate.refusal(429, "rateLimitExceeded", Code.RESOURCE_EXHAUSTED)),
    OVER_RATE(Fate.refusal(403, "rateLimitExceeded", Code.RESOURCE_EXHAUSTED)),
    BACKEND_ERROR(Fate.refusal(500, "backendError", Code.INTERNAL)),
    UNAVAILABLE(Fate.refusal(503, "backendError", Code.UNAVAILABLE)),
    /** The call is answered, and its operation fails in the end. */
    FAIL_IN_THE_END,
    /** The call is answered, and its operation takes minutes. */
    HANG,
    NOT_READY(Fate.refusal(400, "resourceNotReady", Code.FAILED_PRECONDITION)),
    ABORTED(Fate.refusal(409, "aborted", Code.ABORTED));

    private final CallFate fate;

    Fate() {
        this(new CallFate.Pass());
    }

    Fate(CallFate fate) {
        this.fate = fate;
    }

    CallFate carriedOut() {
        return fate;
    }

    boolean kills() {
        return this == KILL_BEFORE || this == KILL_AFTER;
    }

    private static CallFate refusal(int httpStatus, String reason, Code code) {
        return new CallFate.Refuse(httpStatus, reason, code, "Refused by the simulation.");
    }
}
