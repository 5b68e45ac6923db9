package dev.sallyport.local.secretmanager;

import com.google.cloud.secretmanager.v1.Secret;
import com.google.protobuf.util.Timestamps;
import dev.sallyport.local.api.ApiException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;

/** The secrets there are, by canonical name. */
final class Secrets {
    private final InstantSource clock;
    private final SecretNames names;
    private final ConcurrentNavigableMap<String, StoredSecret> stored = new ConcurrentSkipListMap<>();

    Secrets(InstantSource clock, SecretNames names) {
        this.clock = clock;
        this.names = names;
    }

    Secret create(String parent, String id, Secret wanted) {
        names.project(parent);
        String name = names.secret(parent + "/secrets/" + id);
        if (!wanted.getReplication().hasAutomatic() && !wanted.getReplication().hasUserManaged()) {
            throw ApiException.invalid("secret.replication: expected automatic or userManaged");
        }
        Secret secret = wanted.toBuilder()
                .setName(name)
                .setCreateTime(Timestamps.fromMillis(clock.millis()))
                .build();
        if (stored.putIfAbsent(name, new StoredSecret(secret, clock)) != null) {
            throw ApiException.alreadyExists("Secret [" + name + "] already exists.");
        }
        return secret;
    }

    StoredSecret find(String name) {
        return stored(names.secret(name));
    }

    List<Secret> of(String parent) {
        String prefix = names.project(parent) + "/secrets/";
        return stored.tailMap(prefix).values().stream()
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

    /** Applies the action to a secret and a version's number or {@code latest}. */
    <T> T version(String name, BiFunction<StoredSecret, String, T> action) {
        SecretNames.Version version = names.version(name);
        return action.apply(stored(version.secret()), version.id());
    }

    private StoredSecret stored(String canonical) {
        StoredSecret secret = stored.get(canonical);
        if (secret == null) {
            throw ApiException.notFound("Secret [" + canonical + "] not found.");
        }
        return secret;
    }
}
