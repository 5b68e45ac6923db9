package dev.sallyport.grammar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What somebody asks for, understood. Whether it can be done, and whether they may, is for others to say. */
public sealed interface Command {
    /** What is to be done. */
    Verb verb();

    /** The deployment it is about, if it is about one. */
    default Optional<String> deployment() {
        return Optional.empty();
    }

    /** What there is to ask for; one verb, or all of them. */
    record Help(Optional<Verb> about) implements Command {
        @Override
        public Verb verb() {
            return Verb.HELP;
        }
    }

    /** All deployments. */
    record List() implements Command {
        @Override
        public Verb verb() {
            return Verb.LIST;
        }
    }

    /** How a deployment stands; without a name, all of them. */
    record Status(Optional<String> deployment) implements Command {
        @Override
        public Verb verb() {
            return Verb.STATUS;
        }
    }

    /**
     * A deployment with these members of a provision request.
     *
     * @param wanted as they stand in the request; the action and the name are not among them
     */
    record Provision(String name, ObjectNode wanted) implements OfOne {
        @Override
        public Verb verb() {
            return Verb.PROVISION;
        }
    }

    /** What needs no more than a name: plan, recheck, repair, retry, resume, cancel, destroy. */
    record Plain(Verb verb, String name) implements OfOne {}

    /** Access for a principal, for a time or for good. */
    record Grant(String name, String principal, Optional<Duration> time) implements OfOne {
        @Override
        public Verb verb() {
            return Verb.GRANT;
        }
    }

    /** No more access for a principal. */
    record Revoke(String name, String principal) implements OfOne {
        @Override
        public Verb verb() {
            return Verb.REVOKE;
        }
    }

    /** No stage starts any more, until it is resumed or the time has come. */
    record Pause(String name, Optional<End> end, String reason) implements OfOne {
        @Override
        public Verb verb() {
            return Verb.PAUSE;
        }
    }

    /** No findings of a control until a time. */
    record Mute(String name, String control, End end, String reason) implements OfOne {
        @Override
        public Verb verb() {
            return Verb.MUTE;
        }
    }

    /** When something ends. */
    sealed interface End {
        /** By the clock of whoever is asked. */
        Instant after(Instant now);

        /** At a time. */
        record At(Instant time) implements End {
            @Override
            public Instant after(Instant now) {
                return time;
            }
        }

        /** After a time. */
        record In(Duration time) implements End {
            @Override
            public Instant after(Instant now) {
                return now.plus(time);
            }
        }
    }

    /** A command about one deployment. */
    sealed interface OfOne extends Command {
        /** The deployment's name. */
        String name();

        @Override
        default Optional<String> deployment() {
            return Optional.of(name());
        }
    }
}
