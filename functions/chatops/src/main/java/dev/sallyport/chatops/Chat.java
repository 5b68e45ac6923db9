package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;

/** What is the same in every conversation: who is turned away, and how an answer is sent. */
final class Chat {
    private static final System.Logger LOG = System.getLogger(Chat.class.getName());

    /** Requests of chats have some kilobytes; a longer one is cut off, which breaks whatever vouches for it. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;

    private Chat() {}

    static byte[] body(HttpRequest request) throws IOException {
        try (InputStream stream = request.getInputStream()) {
            return stream.readNBytes(MOST_BYTES);
        }
    }

    /**
     * Whether the request is to be answered; otherwise the caller is told nothing, and the log why.
     *
     * @param fault what is wrong with what the caller shows
     */
    static boolean isAdmitted(String chat, Supplier<Optional<String>> fault, HttpResponse response) {
        try {
            Optional<String> found = fault.get();
            found.ifPresent(reason -> {
                LOG.log(Level.WARNING, "a request in the name of {0} was turned away: {1}", chat, reason);
                response.setStatusCode(UNAUTHORIZED);
            });
            return found.isEmpty();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "whether a request is " + chat + "'s cannot be told", e);
            response.setStatusCode(UNAVAILABLE);
            return false;
        }
    }

    /** The reply, or words for that there is none. */
    static Reply reply(Supplier<Reply> desk) {
        try {
            return desk.get();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a command came to nothing", e);
            return Reply.toAsker(
                    "That did not work", "Something that Sallyport needs does not answer. Try again in a minute.");
        }
    }

    static void send(HttpResponse response, JsonNode message) throws IOException {
        response.setContentType("application/json; charset=utf-8");
        response.getOutputStream().write(Json.bytes(message));
    }
}
