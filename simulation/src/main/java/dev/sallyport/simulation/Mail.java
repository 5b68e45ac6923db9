package dev.sallyport.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The letters that are on their way, which is what Pub/Sub keeps whatever happens to functions. */
final class Mail {
    private final List<Letter> letters = new ArrayList<>();
    private int ordinals;

    Mail() {}

    /** The same letters, each of which may go its own way from here. */
    Mail(Mail other) {
        letters.addAll(other.letters);
        ordinals = other.ordinals;
    }

    void add(Post.Arrival arrival, Instant due) {
        letters.add(new Letter(++ordinals, arrival.function(), arrival.message(), due, 0));
    }

    void putBack(Letter letter) {
        letters.add(letter);
        letters.sort(Comparator.comparingInt(Letter::ordinal));
    }

    void take(Letter letter) {
        letters.remove(letter);
    }

    List<Letter> due(Instant now, Predicate<String> functions) {
        return to(functions).filter(letter -> !letter.due().isAfter(now)).toList();
    }

    Optional<Instant> nextDue(Predicate<String> functions) {
        return to(functions).map(Letter::due).min(Comparator.naturalOrder());
    }

    private Stream<Letter> to(Predicate<String> functions) {
        return letters.stream().filter(letter -> functions.test(letter.function()));
    }

    boolean has(String function) {
        return letters.stream().anyMatch(letter -> letter.function().equals(function));
    }

    int size() {
        return letters.size();
    }

    boolean isEmpty() {
        return letters.isEmpty();
    }

    Letter last() {
        return letters.get(letters.size() - 1);
    }

    /** The functions that letters wait for. */
    Set<String> functions() {
        return letters.stream().map(Letter::function).collect(Collectors.toCollection(TreeSet::new));
    }
}
