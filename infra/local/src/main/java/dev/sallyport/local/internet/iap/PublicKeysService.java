package dev.sallyport.local.internet.iap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;

/** The keys for assertions, as www.gstatic.com publishes them: PEM by key id, and as a JSON Web Key set. */
final class PublicKeysService implements HttpService {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AssertionKeys keys;

    PublicKeysService(AssertionKeys keys) {
        this.keys = keys;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return switch (context.path()) {
            case "/iap/verify/public_key" -> HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, pemById());
            case "/iap/verify/public_key-jwk" ->
                HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, keys.publishedJwks());
            default -> HttpResponse.of(HttpStatus.NOT_FOUND);
        };
    }

    private String pemById() {
        ObjectNode pems = JSON.createObjectNode();
        keys.published().forEach((id, key) -> pems.put(id, pem(key)));
        return pems.toPrettyString();
    }

    private static String pem(ECPublicKey key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }
}
