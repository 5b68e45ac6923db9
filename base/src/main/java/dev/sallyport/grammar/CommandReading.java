package dev.sallyport.grammar;

import java.util.Optional;

/** What came of reading a command. */
public sealed interface CommandReading {
    /** It can be worked on. */
    record Understood(Command command) implements CommandReading {}

    /**
     * It cannot.
     *
     * @param problem what is wrong, with the word met where it is short
     * @param expected what would be right
     * @param verb the verb it was meant for, where that much is certain
     */
    record Misunderstood(String problem, String expected, Optional<Verb> verb) implements CommandReading {
        /** Both in one line, for people. */
        public String text() {
            return problem + " (expected: " + expected + ")";
        }
    }
}
