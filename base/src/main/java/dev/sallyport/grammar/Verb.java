package dev.sallyport.grammar;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody can ask for, in the order in which help tells of it. */
public enum Verb {
    /** What there is to ask for. */
    HELP("[verb]", "what you can ask for, or more about one verb", "help grant"),
    /** A new deployment, or a changed one. */
    PROVISION(
            "NAME [key=value ...]",
            "puts an application behind Identity-Aware Proxy",
            "provision shop project=my-project principals=group:staff@example.com"),
    /** What a repair would change. */
    PLAN("NAME", "shows what would change, and changes nothing", "plan shop"),
    /** How a deployment stands, or all of them. */
    STATUS("[NAME]", "how far a deployment has come", "status shop"),
    /** All deployments. */
    LIST("", "every deployment and its phase", "list"),
    /** A look for what has drifted. */
    RECHECK("NAME", "looks for what has drifted from the request", "recheck shop"),
    /** Brings back what has drifted. */
    REPAIR("NAME", "brings back whatever was changed by hand", "repair shop"),
    /** Goes on after a failure. */
    RETRY("NAME", "goes on at the stage that failed", "retry shop"),
    /** Lets somebody pass. */
    GRANT(
            "NAME PRINCIPAL [for TIME]",
            "lets somebody in, for a time if you say so",
            "grant shop user:anna@example.com for 2h"),
    /** Lets somebody pass no longer. */
    REVOKE("NAME PRINCIPAL", "takes somebody's access away", "revoke shop user:anna@example.com"),
    /** Lets nothing go on. */
    PAUSE(
            "NAME [until TIME or for TIME] REASON",
            "lets no stage start, until then or until it is resumed",
            "pause shop for 2h network maintenance"),
    /** Ends a pause. */
    RESUME("NAME", "ends a pause", "resume shop"),
    /** Lets findings be. */
    MUTE(
            "NAME CONTROL (for TIME or until TIME) REASON",
            "neither tells of a control's findings nor repairs them for a time",
            "mute shop firewall-open for 1d penetration test"),
    /** Gives up what is under way. */
    CANCEL("NAME", "starts no further stage of what is under way", "cancel shop"),
    /** Takes everything down. */
    DESTROY("NAME", "takes down everything that was made for a deployment", "destroy shop");

    private final String parameters;
    private final String summary;
    private final String example;

    Verb(String parameters, String summary, String example) {
        this.parameters = parameters;
        this.summary = summary;
        this.example = example;
    }

    /** The verb as it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verb and what comes after it: capitals stand for what to fill in, brackets for what may be left out. */
    public String usage() {
        return parameters.isEmpty() ? word() : word() + " " + parameters;
    }

    /** What it does, in a few words. */
    public String summary() {
        return summary;
    }

    /** A command with this verb that could be given as it stands. */
    public String example() {
        return example;
    }

    /** Whether it only looks at what there is: nothing is published. */
    public boolean isReading() {
        return switch (this) {
            case HELP, STATUS, LIST -> true;
            default -> false;
        };
    }

    static Optional<Verb> of(String word) {
        return Stream.of(values())
                .filter(verb -> verb.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
