package dev.sallyport.converge;

/**
 * An operation that somebody has to wait for.
 *
 * @param action what started it, as the operation log knows it
 * @param operation its partial resource name
 */
public record StartedOperation(String action, String operation) {}
