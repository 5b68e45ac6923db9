package dev.sallyport.local.secretmanager;

import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.KeptMap;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The secrets there are, by canonical name. */
final class Secrets {
    private final InstantSource clock;
    private final SecretNames names;
    private final KeptMap<StoredSecret> stored;

    Secrets(InstantSource clock, SecretNames names, UnaryOperator<String> projectOf) {
        this.clock = clock;
        this.names = names;
        this.stored = KeptMap.ofSecrets("secrets", StoredSecretForm.INSTANCE, projectOf);
    }

    Keeper keeper() {
        return stored;
    }

    Secret create(String parent, String id, Secret wanted) {
        names.project(parent);
        String name = names.secret(parent + "/secrets/" + id);
        if (!wanted.getReplication().hasAutomatic() && !wanted.getReplication().hasUserManaged()) {
            throw ApiException.invalid("secret.replication: expected automatic or userManaged");
        }
        Secret secret = wanted.toBuilder().setName(name).setCreateTime(now()).build();
        if (!stored.putIfAbsent(name, StoredSecret.withoutVersions(secret))) {
            throw ApiException.alreadyExists("Secret [" + name + "] already exists.");
        }
        return secret;
    }

    StoredSecret find(String name) {
        return stored(names.secret(name));
    }

    List<Secret> of(String parent) {
        String prefix = names.project(parent) + "/secrets/";
        return stored.view().tailMap(prefix).values().stream()
                .map(StoredSecret::secret)
                .takeWhile(secret -> secret.getName().startsWith(prefix))
                .toList();
    }

    /** @return the canonical name of what is gone */
    String delete(String name) {
        String canonical = find(name).secret().getName();
        stored.remove(canonical);
        return canonical;
    }

    SecretVersion add(String name, SecretPayload payload) {
        String canonical = names.secret(name);
        synchronized (stored) {
            StoredSecret next = stored(canonical).added(payload, now());
            stored.put(canonical, next);
            return next.version("latest");
        }
    }

    SecretVersion change(String name, SecretVersion.State state) {
        SecretNames.Version version = names.version(name);
        synchronized (stored) {
            StoredSecret before = stored(version.secret());
            SecretVersion changed = before.version(version.id());
            StoredSecret next = before.changed(version.id(), state, now());
            stored.put(version.secret(), next);
            return next.versions().get(before.versions().indexOf(changed));
        }
    }

    /** Applies the action to a secret and a version's number or {@code latest}. */
    <T> T version(String name, BiFunction<StoredSecret, String, T> action) {
        SecretNames.Version version = names.version(name);
        return action.apply(stored(version.secret()), version.id());
    }

    private StoredSecret stored(String canonical) {
        return stored.get(canonical).orElseThrow(() -> ApiException.notFound("Secret [" + canonical + "] not found."));
    }

    private Timestamp now() {
        return Timestamps.fromMillis(clock.millis());
    }
}
