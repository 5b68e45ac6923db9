package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;

/**
 * Google Chat's methods, called as the Chat app itself: with a token of the function's own service account, which takes no
 * role and no administrator's approval, but that the app has been added to the space
 * (developers.google.com/workspace/chat/authenticate-authorize-chat-app).
 */
final class GoogleChatApi {
    private static final String SCOPE = "https://www.googleapis.com/auth/chat.bot";

    private final MetadataTokens tokens;
    private final String address;

    /**
     * @param address what the addresses of methods begin with
     */
    GoogleChatApi(MetadataTokens tokens, String address) {
        this.tokens = tokens;
        this.address = address;
    }

    /**
     * Creates a message, and returns the name by which Chat knows it
     * (developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create).
     *
     * @param thread the key of its thread, which this app alone knows by it
     * @param id the same id creates one message, however often
     * @throws IllegalStateException if Chat does not do it
     */
    String create(String space, ObjectNode message, String thread, String id) {
        message.putObject("thread").put("threadKey", thread);
        String query = "?messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD&requestId=" + id;
        return checked(Rest.post(uri(space + "/messages" + query), authorization(), message), "spaces.messages.create");
    }

    /**
     * Puts another text and other cards into a message, by PUT: the JDK's HttpURLConnection knows no PATCH, and Chat takes both
     * (developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/update).
     *
     * @throws IllegalStateException if Chat does not do it
     */
    void update(String name, ObjectNode message) {
        checked(Rest.put(uri(name + "?updateMask=text,cardsV2"), authorization(), message), "spaces.messages.update");
    }

    private URI uri(String path) {
        return URI.create(address + "v1/" + path);
    }

    private Map<String, String> authorization() {
        return Map.of("Authorization", "Bearer " + tokens.ofScope(SCOPE));
    }

    private static String checked(Rest.Answer answer, String method) {
        if (!answer.isSuccess()) {
            throw new IllegalStateException("Google Chat answered " + answer.status() + " to " + method + ": "
                    + answer.body().at("/error/message").asText("no reason"));
        }
        return answer.body().path("name").asText();
    }
}
