package dev.sallyport.stages;

/** The name of what takes the place of a resource that can't be changed: it tells the contents apart. */
final class SuccessorName {
    private static final int LONGEST = 63;
    private static final int DIGITS = 8;

    private SuccessorName() {}

    /** @param digest of the contents, in hexadecimal */
    static String of(String name, String digest) {
        int room = LONGEST - DIGITS - 1;
        String stem = name.length() <= room ? name : name.substring(0, room);
        return stem + "-" + digest.substring(0, DIGITS);
    }
}
