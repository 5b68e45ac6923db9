package dev.sallyport.converge;

/**
 * The two names of a project, which Google's answers use interchangeably.
 *
 * @param number in decimal
 */
public record ProjectName(String id, String number) {}
