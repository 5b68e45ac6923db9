package dev.sallyport.stages;

/**
 * Something that leads to the deployment's VMs with no IAP before it.
 *
 * @param kind what it is, such as {@code backend service}
 * @param link its partial link
 * @param through the partial link of the group by which it leads there; empty if it names the VMs itself
 */
public record OtherPath(String kind, String link, String through) {
    @Override
    public String toString() {
        return "the " + kind + " " + link + (through.isEmpty() ? "" : " through " + through);
    }
}
