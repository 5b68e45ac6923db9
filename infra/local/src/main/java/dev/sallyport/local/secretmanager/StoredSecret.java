package dev.sallyport.local.secretmanager;

import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.sallyport.local.api.ApiException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;

/** A secret and its versions, numbered from one. */
final class StoredSecret {
    private static final int MOST_BYTES = 65_536;

    private final Secret secret;
    private final InstantSource clock;
    private final List<SecretVersion> versions = new ArrayList<>();
    private final List<SecretPayload> payloads = new ArrayList<>();

    StoredSecret(Secret secret, InstantSource clock) {
        this.secret = secret;
        this.clock = clock;
    }

    Secret secret() {
        return secret;
    }

    synchronized SecretVersion add(SecretPayload payload) {
        long checksum = checksum(payload);
        if (payload.getData().size() > MOST_BYTES) {
            throw ApiException.invalid(
                    "payload.data: " + payload.getData().size() + " bytes; expected at most " + MOST_BYTES);
        }
        if (payload.hasDataCrc32C() && payload.getDataCrc32C() != checksum) {
            throw ApiException.invalid("payload.dataCrc32c: is not the checksum of the data that arrived");
        }
        SecretVersion version = SecretVersion.newBuilder()
                .setName(secret.getName() + "/versions/" + (versions.size() + 1))
                .setCreateTime(now())
                .setState(State.ENABLED)
                .setClientSpecifiedPayloadChecksum(payload.hasDataCrc32C())
                .build();
        versions.add(version);
        payloads.add(payload.toBuilder().setDataCrc32C(checksum).build());
        return version;
    }

    synchronized AccessSecretVersionResponse access(String id) {
        SecretVersion version = version(id);
        if (version.getState() != State.ENABLED) {
            throw ApiException.failedPrecondition(
                    "failedPrecondition",
                    "Secret Version [" + version.getName() + "] is in " + version.getState() + " state.");
        }
        return AccessSecretVersionResponse.newBuilder()
                .setName(version.getName())
                .setPayload(payloads.get(versions.indexOf(version)))
                .build();
    }

    /** The latest version is the newest one, whatever its state. */
    synchronized SecretVersion version(String id) {
        if (id.equals("latest") && versions.isEmpty()) {
            throw ApiException.notFound("Secret [" + secret.getName() + "] not found or has no versions.");
        }
        String wanted = id.equals("latest") ? String.valueOf(versions.size()) : id;
        return versions.stream()
                .filter(version -> version.getName().endsWith("/" + wanted))
                .findAny()
                .orElseThrow(() -> ApiException.notFound(
                        "Secret Version [" + secret.getName() + "/versions/" + id + "] not found."));
    }

    /** Newest first. */
    synchronized List<SecretVersion> versions() {
        List<SecretVersion> newestFirst = new ArrayList<>(versions);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    synchronized SecretVersion change(String id, State state) {
        SecretVersion version = version(id);
        if (version.getState() == State.DESTROYED) {
            throw ApiException.failedPrecondition(
                    "failedPrecondition", "Secret Version [" + version.getName() + "] is in DESTROYED state.");
        }
        int index = versions.indexOf(version);
        SecretVersion.Builder changed = version.toBuilder().setState(state);
        if (state == State.DESTROYED) {
            changed.setDestroyTime(now());
            payloads.set(index, SecretPayload.getDefaultInstance());
        }
        versions.set(index, changed.build());
        return changed.build();
    }

    private Timestamp now() {
        return Timestamps.fromMillis(clock.millis());
    }

    private static long checksum(SecretPayload payload) {
        CRC32C checksum = new CRC32C();
        checksum.update(payload.getData().asReadOnlyByteBuffer());
        return checksum.getValue();
    }
}
