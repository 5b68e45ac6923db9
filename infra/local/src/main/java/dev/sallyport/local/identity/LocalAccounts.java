package dev.sallyport.local.identity;

import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The accounts of the local cloud: three people of example.com, one of another organisation and one without any. A
 * service account comes into being when it is first named.
 */
public final class LocalAccounts implements Accounts {
    /** Who issues ID tokens; {@link #keysOf} gives the keys that check them, too. */
    public static final String GOOGLE = "https://accounts.google.com";

    private static final Pattern SERVICE_ACCOUNT = Pattern.compile(
            "[a-z0-9-]+@([a-z0-9.:-]+\\.iam|developer|appspot|cloudservices|cloudbuild)\\.gserviceaccount\\.com");

    private final List<Account> people = List.of(
            person("alice@example.com", "example.com", "app-users@example.com", "admins@example.com"),
            person("bob@example.com", "example.com", "app-users@example.com"),
            person("carol@example.com", "example.com"),
            person("mallory@other.test", "other.test"),
            person("visitor@gmail.com", ""));
    private final Map<String, Account> serviceAccounts = new ConcurrentHashMap<>();

    @Override
    public List<Account> people() {
        return people;
    }

    @Override
    public Optional<Account> byEmail(String email) {
        String address = email.toLowerCase(Locale.ROOT);
        if (SERVICE_ACCOUNT.matcher(address).matches()) {
            return Optional.of(serviceAccounts.computeIfAbsent(address, LocalAccounts::made));
        }
        return people.stream().filter(person -> person.email().equals(address)).findAny();
    }

    /** The service account of this address or numeric id; an id is known once its address was named. */
    Optional<Account> serviceAccount(String emailOrId) {
        return byEmail(emailOrId)
                .filter(Account::isServiceAccount)
                .or(() -> serviceAccounts.values().stream()
                        .filter(account -> account.id().equals(emailOrId))
                        .findAny());
    }

    @Override
    public Map<String, RSAPublicKey> keysOf(String serviceAccount) {
        if (serviceAccount.equals(GOOGLE)) {
            return publicKey(GOOGLE);
        }
        return byEmail(serviceAccount)
                .filter(Account::isServiceAccount)
                .map(account -> publicKey(account.email()))
                .orElse(Map.of());
    }

    private static Map<String, RSAPublicKey> publicKey(String signer) {
        SigningKey key = SigningKey.of(signer);
        return Map.of(key.id(), key.publicKey());
    }

    private static Account person(String email, String domain, String... groups) {
        Optional<String> hostedDomain = Optional.of(domain).filter(name -> !name.isEmpty());
        return new Account(email, AccountId.of(email), hostedDomain, Set.of(groups));
    }

    private static Account made(String email) {
        return new Account(email, AccountId.of(email), Optional.empty(), Set.of());
    }
}
