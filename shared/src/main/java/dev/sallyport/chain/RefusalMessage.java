package dev.sallyport.chain;

import dev.sallyport.deployment.RequestMessage;
import java.nio.charset.StandardCharsets;

/**
 * What is said on the lifecycle topic of a request that was refused, with all there is to say: whoever asked from afar was
 * told that it is on its way, and nothing else would follow.
 *
 * @param reason every reason, and what would be right
 */
record RefusalMessage(String deployment, RequestMessage request, String reason) {

    byte[] write() {
        return StrictJson.MAPPER
                .createObjectNode()
                .put("deployment", deployment)
                .put("kind", "refused")
                .put("request", request.key())
                .put("by", request.who())
                .put("reason", reason)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
