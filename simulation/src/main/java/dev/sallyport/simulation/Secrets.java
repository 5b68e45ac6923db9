package dev.sallyport.simulation;

import com.google.cloud.secretmanager.v1.AddSecretVersionRequest;
import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretManagerServiceGrpc;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What nobody may read who may not: the secret of an OAuth client, private keys and tokens. */
final class Secrets {
    private static final String PARENT = "projects/" + World.PROJECT;
    private static final String ID = "oauth-client";
    private static final String CLIENT_SECRET = "GOCSPX-simulated-client-secret";

    private static final Pattern SECRET = Pattern.compile("PRIVATE KEY|" + CLIENT_SECRET
            + "|eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.|ya29\\.|Bearer [A-Za-z0-9]");

    private Secrets() {}

    /** Where the secret of the OAuth client is kept. */
    static String clientSecret() {
        return PARENT + "/secrets/" + ID + "/versions/1";
    }

    /** Puts it there. */
    static void keep(Channel channel) {
        var secrets = SecretManagerServiceGrpc.newBlockingStub(channel);
        secrets.createSecret(CreateSecretRequest.newBuilder()
                .setParent(PARENT)
                .setSecretId(ID)
                .setSecret(Secret.newBuilder()
                        .setReplication(
                                Replication.newBuilder().setAutomatic(Replication.Automatic.getDefaultInstance())))
                .build());
        secrets.addSecretVersion(AddSecretVersionRequest.newBuilder()
                .setParent(PARENT + "/secrets/" + ID)
                .setPayload(SecretPayload.newBuilder().setData(ByteString.copyFromUtf8(CLIENT_SECRET)))
                .build());
    }

    /** The first secret in a text, as far as a pattern tells. */
    static Optional<String> in(String text) {
        Matcher found = SECRET.matcher(text);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }
}
