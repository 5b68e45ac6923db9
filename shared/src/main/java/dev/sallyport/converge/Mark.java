package dev.sallyport.converge;

import com.google.protobuf.Message;
import java.util.Optional;

/**
 * The mark on everything Sallyport makes: its description. Descriptions, unlike labels, exist on every Compute resource
 * and count in every insert; the API ignores the labels of addresses and forwarding rules there.
 */
public record Mark(String deployment) {
    /** The label of VMs, whose value is the deployment's name: they are made by a group, which describes none of them. */
    public static final String LABEL = "sallyport-deployment";

    private static final String OWNED = "Managed by Sallyport: deployment ";

    public String description() {
        return OWNED + deployment;
    }

    /** Whether a resource with this description belongs to this deployment. */
    public boolean isOn(String description) {
        String text = description.strip();
        return text.length() == OWNED.length() + deployment.length()
                && text.startsWith(OWNED)
                && text.endsWith(deployment);
    }

    boolean isOn(Message resource) {
        return isOn(ComputeMessage.text(resource, "description"));
    }

    /** The deployment that a resource with this description belongs to, if Sallyport made it. */
    public static Optional<String> ownerOf(String description) {
        String text = description.strip();
        return text.startsWith(OWNED) ? Optional.of(text.substring(OWNED.length())) : Optional.empty();
    }
}
