package dev.sallyport.launcher;

import dev.sallyport.grammar.Verb;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command of which what comes after the deployment's name are the words that chats know. */
abstract class SpokenCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Verb verb;

    @Mixin
    private ErrandOptions options;

    SpokenCommand(Surroundings surroundings, Verb verb) {
        this.surroundings = surroundings;
        this.verb = verb;
    }

    /** What comes after the name. */
    abstract List<String> words();

    @Override
    public final Integer call() {
        SpokenRequest request = SpokenRequest.of(verb, options, words());
        // A mute is done with the answer; whom the application lets in goes through the chain.
        return verb == Verb.MUTE
                ? new Instruction(surroundings, options).run(request::at)
                : new Errand(surroundings, options, request::at).run((deployment, people) -> {});
    }
}
