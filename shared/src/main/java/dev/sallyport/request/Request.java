package dev.sallyport.request;

import dev.sallyport.blueprint.StageName;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What somebody asks for of one deployment. */
public sealed interface Request permits Request.Converging, Request.Steering, Request.Examining, Request.Mute {
    /** The name of the deployment it is about. */
    String deployment();

    /** What becomes the deployment's next generation. */
    sealed interface Converging extends Request permits ProvisionRequest, Repair, Destroy, Grant, Revoke {}

    /** What changes how the generation goes on that is there. */
    sealed interface Steering extends Request permits Retry, Pause, Resume, Cancel {}

    /** What is answered by comparing what should be with what is. */
    sealed interface Examining extends Request permits Recheck, Plan, Apply {}

    /**
     * Everything is to be again as the provision request that was accepted last says.
     *
     * @param stages where the chain is to be entered again; those after them follow, and what is done before them is left
     *     alone. Empty: at its beginning
     */
    record Repair(String deployment, SortedSet<StageName> stages) implements Converging {
        public Repair {
            stages = Collections.unmodifiableSortedSet(new TreeSet<>(stages));
        }

        /** From the beginning. */
        public Repair(String deployment) {
            this(deployment, new TreeSet<>());
        }
    }

    /** Everything that was made for the deployment is to go, and what had to go for it is to come back. */
    record Destroy(String deployment) implements Converging {}

    /**
     * The principal is to be let in as well.
     *
     * @param until when that ends; empty: it has no end
     */
    record Grant(String deployment, String principal, Optional<Instant> until) implements Converging {}

    /** The principal is not to be let in any more. */
    record Revoke(String deployment, String principal) implements Converging {}

    /** The failed stages, and no others, are to run once more. */
    record Retry(String deployment) implements Steering {}

    /**
     * No further stage is to start.
     *
     * @param reason for people to read
     * @param until when stages may start again; empty: when somebody asks for it
     */
    record Pause(String deployment, String reason, Optional<Instant> until) implements Steering {}

    /** The pause is to be over. */
    record Resume(String deployment) implements Steering {}

    /** Nothing more is to start; what has been started ends. */
    record Cancel(String deployment) implements Steering {}

    /**
     * Findings of a control are to be neither told of nor repaired.
     *
     * @param control the control's id
     * @param reason for people to read
     * @param until when they are told of again
     */
    record Mute(String deployment, String control, String reason, Instant until) implements Request {}

    /** Whether everything still is as the accepted request says. */
    record Recheck(String deployment) implements Examining {}

    /** What the request would change. */
    record Plan(Converging of) implements Examining {
        @Override
        public String deployment() {
            return of.deployment();
        }
    }

    /**
     * The request is to be carried out if the plan of it is still the one that was shown.
     *
     * @param plan the digest of that plan
     */
    record Apply(Converging of, String plan) implements Examining {
        @Override
        public String deployment() {
            return of.deployment();
        }
    }
}
