package dev.sallyport.local.secretmanager;

import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.Parser;
import dev.sallyport.local.state.Form;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A secret, then for each version its description and its payload; each message after its length. */
enum StoredSecretForm implements Form<StoredSecret> {
    INSTANCE;

    @Override
    public ByteString written(StoredSecret stored) {
        ByteString.Output bytes = ByteString.newOutput();
        try {
            stored.secret().writeDelimitedTo(bytes);
            for (int i = 0; i < stored.versions().size(); i++) {
                stored.versions().get(i).writeDelimitedTo(bytes);
                stored.payloads().get(i).writeDelimitedTo(bytes);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every byte", e);
        }
        return bytes.toByteString();
    }

    @Override
    public StoredSecret read(ByteString bytes) {
        CodedInputStream input = bytes.newCodedInput();
        List<SecretVersion> versions = new ArrayList<>();
        List<SecretPayload> payloads = new ArrayList<>();
        try {
            Secret secret = next(input, Secret.parser());
            while (!input.isAtEnd()) {
                versions.add(next(input, SecretVersion.parser()));
                payloads.add(next(input, SecretPayload.parser()));
            }
            return new StoredSecret(secret, versions, payloads);
        } catch (IOException e) {
            throw Form.unreadable("a secret", e);
        }
    }

    private static <M> M next(CodedInputStream input, Parser<M> parser) throws IOException {
        return parser.parseFrom(input.readBytes(), ExtensionRegistryLite.getEmptyRegistry());
    }
}
