package dev.sallyport.local.secretmanager;

import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.protobuf.Timestamp;
import dev.sallyport.local.api.ApiException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A secret and its versions, numbered from one.
 *
 * @param payloads of the versions, in their order; empty for a destroyed one
 */
record StoredSecret(Secret secret, List<SecretVersion> versions, List<SecretPayload> payloads) {
    private static final int MOST_BYTES = 65_536;

    static StoredSecret withoutVersions(Secret secret) {
        return new StoredSecret(secret, List.of(), List.of());
    }

    /** With one more version. */
    StoredSecret added(SecretPayload payload, Timestamp now) {
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
                .setCreateTime(now)
                .setState(State.ENABLED)
                .setClientSpecifiedPayloadChecksum(payload.hasDataCrc32C())
                .build();
        SecretPayload checked = payload.toBuilder().setDataCrc32C(checksum).build();
        return new StoredSecret(secret, with(versions, version), with(payloads, checked));
    }

    AccessSecretVersionResponse access(String id) {
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
    SecretVersion version(String id) {
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

    List<SecretVersion> newestFirst() {
        List<SecretVersion> newestFirst = new ArrayList<>(versions);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** With the version in this state; a destroyed one loses its payload and stays destroyed. */
    StoredSecret changed(String id, State state, Timestamp now) {
        SecretVersion version = version(id);
        if (version.getState() == State.DESTROYED) {
            throw ApiException.failedPrecondition(
                    "failedPrecondition", "Secret Version [" + version.getName() + "] is in DESTROYED state.");
        }
        int index = versions.indexOf(version);
        SecretVersion.Builder changed = version.toBuilder().setState(state);
        List<SecretPayload> kept = new ArrayList<>(payloads);
        if (state == State.DESTROYED) {
            changed.setDestroyTime(now);
            kept.set(index, SecretPayload.getDefaultInstance());
        }
        List<SecretVersion> next = new ArrayList<>(versions);
        next.set(index, changed.build());
        return new StoredSecret(secret, next, kept);
    }

    private static <T> List<T> with(List<T> before, T last) {
        List<T> all = new ArrayList<>(before);
        all.add(last);
        return all;
    }

    private static long checksum(SecretPayload payload) {
        CRC32C checksum = new CRC32C();
        checksum.update(payload.getData().asReadOnlyByteBuffer());
        return checksum.getValue();
    }
}
