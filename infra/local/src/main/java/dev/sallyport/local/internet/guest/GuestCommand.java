package dev.sallyport.local.internet.guest;

import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.Items;
import java.util.Optional;

/**
 * A command that runs on this machine in the place of a VM's startup script, given by the metadata key
 * {@code sallyport-guest-command}. It serves on the port that the environment variable {@code PORT} names, which the
 * VM's network knows as the port of the startup script's server, or 80.
 */
record GuestCommand(String command, int port) {
    private static final String METADATA_KEY = "sallyport-guest-command";
    private static final int DEFAULT_PORT = 80;

    static Optional<GuestCommand> of(Instance instance, StartupScript script) {
        return instance.getMetadata().getItemsList().stream()
                .filter(item -> item.getKey().equals(METADATA_KEY))
                .map(Items::getValue)
                .filter(command -> !command.isBlank())
                .findFirst()
                .map(command -> new GuestCommand(command, script.port().orElse(DEFAULT_PORT)));
    }
}
