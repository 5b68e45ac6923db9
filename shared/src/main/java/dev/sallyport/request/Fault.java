package dev.sallyport.request;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON pointer (RFC 6901) of the place; empty for the document as a whole
 * @param problem what is wrong there, with the value met where it is short and no secret
 * @param expected what would be right
 */
public record Fault(String pointer, String problem, String expected) {
    /** The same fault of a document that stands at a place in another. */
    Fault within(String place) {
        return new Fault(place + pointer, problem, expected);
    }
}
