package dev.sallyport.local.watch;

/** What a stranger pretends in the headers of a request. */
public enum Guise {
    /** Nothing. */
    NONE,
    /** To be somebody, by the headers in which Identity-Aware Proxy names visitors to applications. */
    FORGED_IDENTITY,
    /** To be somebody, by an assertion for this application that the stranger has signed. */
    FORGED_ASSERTION,
    /** To be somebody, by an assertion that Identity-Aware Proxy has signed for another application. */
    REPLAYED_ASSERTION
}
