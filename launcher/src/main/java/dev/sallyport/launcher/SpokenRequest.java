package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.grammar.Command;
import dev.sallyport.grammar.CommandReading;
import dev.sallyport.grammar.CommandReading.Misunderstood;
import dev.sallyport.grammar.CommandReading.Understood;
import dev.sallyport.grammar.CommandRequest;
import dev.sallyport.grammar.Grammar;
import dev.sallyport.grammar.Verb;
import java.time.Instant;
import java.util.List;

/** A request in the words that chats know, read by the same grammar. */
final class SpokenRequest {
    private final Command command;
    private final ErrandOptions options;

    private SpokenRequest(Command command, ErrandOptions options) {
        this.command = command;
        this.options = options;
    }

    /**
     * @param words what comes after the deployment's name
     * @throws BadInput if the grammar does not know such a command
     */
    static SpokenRequest of(Verb verb, ErrandOptions options, List<String> words) {
        CommandReading reading = new Grammar().read(verb.word() + " " + options.name() + " " + String.join(" ", words));
        if (reading instanceof Misunderstood misunderstood) {
            throw new BadInput(misunderstood.text());
        }
        return new SpokenRequest(((Understood) reading).command(), options);
    }

    /** @param now the time by the cloud's clock, from which spans of time count */
    ObjectNode at(Instant now) {
        return CommandRequest.of(command, now).orElseThrow().put("by", options.by());
    }
}
