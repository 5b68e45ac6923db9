package dev.sallyport.converge;

/**
 * What converging would do about one resource.
 *
 * @param resource collection and name, such as {@code backendServices/web}
 */
public record PlannedChange(String resource, Change change) {
    /** Whether there is anything to be done, or to be decided. */
    public boolean isPending() {
        return !(change instanceof Change.None);
    }

    /** Whether it is about a resource of this collection, such as {@code backendServices}. */
    public boolean isOf(String collection) {
        return resource.startsWith(collection + "/");
    }
}
