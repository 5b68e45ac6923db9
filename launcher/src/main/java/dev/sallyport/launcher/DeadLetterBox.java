package dev.sallyport.launcher;

import dev.sallyport.chain.Topics;
import dev.sallyport.deployment.DeadLetter;
import dev.sallyport.deployment.DeadLetterStore;
import dev.sallyport.deployment.DeadLetterStore.Kept;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a person can do about a dead letter. */
final class DeadLetterBox {
    /** Anything else would be a path in the database, or a name that it keeps to itself. */
    private static final Pattern MESSAGE_ID = Pattern.compile("[0-9A-Za-z-]+");

    private final House house;
    private final DeadLetterStore letters;

    DeadLetterBox(House house) {
        this.house = house;
        this.letters = house.deadLetters();
    }

    /**
     * Publishes a letter's data again, as a message of its own, and notes that in the letter.
     *
     * @return the letter with the note
     * @throws BadInput if there is no such letter, not all of its data was kept, or no topic is known for it
     */
    Kept replay(String id) {
        DeadLetter letter = find(id).letter();
        String topic = topic(letter);
        String message = house.publish(topic, letter.data().toByteArray());
        String outcome = "replayed at " + house.time().instant().truncatedTo(ChronoUnit.SECONDS) + " on " + topic
                + " as message " + message;
        letters.note(id, outcome, true);
        return find(id);
    }

    /**
     * Forgets a letter.
     *
     * @return the letter as it was
     * @throws BadInput if there is no such letter
     */
    Kept drop(String id) {
        Kept letter = find(id);
        letters.drop(id);
        return letter;
    }

    private Kept find(String id) {
        return Optional.of(id)
                .filter(given -> MESSAGE_ID.matcher(given).matches())
                .flatMap(letters::find)
                .orElseThrow(() -> new BadInput(id + ": there is no such dead letter in " + house.project()
                        + " (expected: an id that ./sallyport dead-letters lists)"));
    }

    private static String topic(DeadLetter letter) {
        if (!letter.whole()) {
            throw new BadInput(
                    letter.id() + ": it was too long, and only its beginning was kept, so it cannot be"
                            + " replayed (expected: a letter with all its data; or publish the message anew and drop this one)");
        }
        return Topics.worked(letter.source())
                .orElseThrow(() -> new BadInput(letter.id() + ": it comes from "
                        + (letter.source().isEmpty() ? "nobody knows where" : letter.source())
                        + ", so there is no topic to replay it on (expected: a letter from intake, plan or a stage)"));
    }
}
