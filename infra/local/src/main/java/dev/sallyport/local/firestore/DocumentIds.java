package dev.sallyport.local.firestore;

import java.util.random.RandomGenerator;

/** Makes ids for documents that are created without one: 20 letters and digits, as Firestore does. */
final class DocumentIds {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 20;

    private final RandomGenerator random;

    DocumentIds(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (id, index) -> id.append(ALPHABET.charAt(index)), StringBuilder::append)
                .toString();
    }
}
