package dev.sallyport.stages;

/**
 * Something that leads to the deployment's VMs with no IAP before it.
 *
 * @param kind what it is, such as {@code backend service}
 * @param link its partial link
 */
public record OtherPath(String kind, String link) {
    @Override
    public String toString() {
        return "the " + kind + " " + link;
    }
}
