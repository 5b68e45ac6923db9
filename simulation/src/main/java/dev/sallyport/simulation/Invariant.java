package dev.sallyport.simulation;

/** Something that always has to be so; throws a {@link Violation} where it is not. */
interface Invariant {
    /** A call of a function is over; nothing that came after it has begun. */
    default void seen(SeenCall call) {}

    /** All that run wait for what is decided next. */
    default void quiet() {}

    /** Nothing is left to be done. */
    default void ended() {}
}
