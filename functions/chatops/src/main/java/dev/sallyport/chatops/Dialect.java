package dev.sallyport.chatops;

/** How a chat writes what stands for something else. Both know {@code *bold*}, {@code `code`} and {@code ```blocks```}. */
interface Dialect {
    /** A text that is shown as it is. */
    String plain(String text);

    /** A person, so that they are shown by name. */
    String person(String id);

    /** A channel or space, so that it is shown by name. */
    String place(String id);
}
