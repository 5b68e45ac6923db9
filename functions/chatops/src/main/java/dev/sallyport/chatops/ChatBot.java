package dev.sallyport.chatops;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the functions have to know to speak as the Chat app itself.
 *
 * @param space the space that runs are shown in, such as {@code spaces/AAAAAAAAAAA}; empty to speak by a webhook, or not at
 *     all
 * @param api what the addresses of Google Chat's methods begin with
 * @param metadataHost where tokens come from; the variable's name is what Google's client libraries heed
 */
record ChatBot(Optional<String> space, String api, String metadataHost) {
    private static final Pattern SPACE = Pattern.compile("spaces/[A-Za-z0-9_-]{1,60}");

    /**
     * @param environment variables by name
     * @throws IllegalArgumentException if what should be a space is none
     */
    static ChatBot of(Map<String, String> environment) {
        Optional<String> space = value(environment, "SALLYPORT_GOOGLE_CHAT_SPACE");
        space.filter(name -> !SPACE.matcher(name).matches()).ifPresent(name -> {
            throw new IllegalArgumentException("SALLYPORT_GOOGLE_CHAT_SPACE is \"" + name
                    + "\" (expected: the name of a space, such as spaces/AAAAAAAAAAA)");
        });
        return new ChatBot(
                space,
                value(environment, "SALLYPORT_GOOGLE_CHAT_API").orElse("https://chat.googleapis.com/"),
                value(environment, "GCE_METADATA_HOST").orElse(MetadataTokens.HOST));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
