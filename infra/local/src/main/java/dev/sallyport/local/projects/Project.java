package dev.sallyport.local.projects;

/**
 * A project of the local cloud.
 *
 * @param organization resource name of the organisation it belongs to, {@code organizations/NUMBER}, or empty
 */
public record Project(String id, String number, String organization) {}
