package dev.sallyport.chatops;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody is answered, before it takes the form of one chat or the other.
 *
 * @param isPublic whether everybody in the place sees it, or only who asked
 * @param title one line
 * @param paragraphs what more there is to say, in the marks that both chats know
 * @param thread the run in whose thread it belongs, where there is one
 * @param drawing lines of equal width, one below the other
 */
record Reply(
        boolean isPublic,
        String title,
        List<String> paragraphs,
        Optional<String> drawing,
        List<Button> buttons,
        Optional<String> thread) {
    Reply {
        paragraphs = List.copyOf(paragraphs);
        buttons = List.copyOf(buttons);
    }

    /**
     * Something to press.
     *
     * @param value what is sent back then
     */
    record Button(String label, boolean isDangerous, String value) {}

    static Reply toAsker(String title, String... paragraphs) {
        return new Reply(false, title, List.of(paragraphs), Optional.empty(), List.of(), Optional.empty());
    }

    static Reply toEverybody(String title, String... paragraphs) {
        return new Reply(true, title, List.of(paragraphs), Optional.empty(), List.of(), Optional.empty());
    }

    /** With a button more, if there is one. */
    Reply with(Optional<Button> button) {
        return new Reply(
                isPublic,
                title,
                paragraphs,
                drawing,
                Stream.concat(buttons.stream(), button.stream()).toList(),
                thread);
    }

    Reply inThreadOf(String run) {
        return new Reply(isPublic, title, paragraphs, drawing, buttons, Optional.of(run));
    }

    /** What is said where it was asked for, once this is said in its thread. */
    Reply pointer() {
        return toEverybody(title, "See the thread of its run.");
    }

    Reply drawn(String picture) {
        return new Reply(isPublic, title, paragraphs, Optional.of(picture), buttons, thread);
    }
}
