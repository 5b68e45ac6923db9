package dev.sallyport.local.identity;

import com.google.protobuf.StringValue;
import dev.sallyport.local.state.Form;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.KeptMap;
import dev.sallyport.local.state.StateRecord;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
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

    private static final Pattern IN_PROJECT = Pattern.compile(".+@(?<project>[^.]+)\\.iam\\.gserviceaccount\\.com");

    private final List<Account> people = List.of(
            person("alice@example.com", "example.com", "app-users@example.com", "admins@example.com"),
            person("bob@example.com", "example.com", "app-users@example.com"),
            person("carol@example.com", "example.com"),
            person("mallory@other.test", "other.test"),
            person("visitor@gmail.com", ""));
    private final KeptMap<StringValue> serviceAccounts =
            KeptMap.of("service-accounts", Form.of(StringValue.parser()), LocalAccounts::projectOf);
    private final KeptMap<SigningKey> keys =
            KeptMap.ofSecrets("account-keys", new SigningKeyForm(), LocalAccounts::projectOf);

    /** Keep which service accounts were named, and the keys. */
    public List<Keeper> keepers() {
        return List.of(serviceAccounts, keys);
    }

    @Override
    public List<Account> people() {
        return people;
    }

    @Override
    public Optional<Account> byEmail(String email) {
        String address = email.toLowerCase(Locale.ROOT);
        if (SERVICE_ACCOUNT.matcher(address).matches()) {
            serviceAccounts.putIfAbsent(address, StringValue.of(address));
            return Optional.of(made(address));
        }
        return people.stream().filter(person -> person.email().equals(address)).findAny();
    }

    /** The service account of this address or numeric id; an id is known once its address was named. */
    Optional<Account> serviceAccount(String emailOrId) {
        return byEmail(emailOrId)
                .filter(Account::isServiceAccount)
                .or(() -> serviceAccounts.view().keySet().stream()
                        .map(LocalAccounts::made)
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

    /** What this account, or {@link #GOOGLE}, signs with; made when it is first asked for. */
    SigningKey signingKey(String signer) {
        return keys.get(signer).orElseGet(() -> {
            SigningKey made = SigningKey.of(signer);
            return keys.putIfAbsent(signer, made) ? made : signingKey(signer);
        });
    }

    private Map<String, RSAPublicKey> publicKey(String signer) {
        SigningKey key = signingKey(signer);
        return Map.of(key.id(), key.publicKey());
    }

    private static String projectOf(String signer) {
        Matcher matcher = IN_PROJECT.matcher(signer);
        return matcher.matches() ? matcher.group("project") : StateRecord.CLOUD;
    }

    private static Account person(String email, String domain, String... groups) {
        Optional<String> hostedDomain = Optional.of(domain).filter(name -> !name.isEmpty());
        return new Account(email, AccountId.of(email), hostedDomain, Set.of(groups));
    }

    private static Account made(String email) {
        return new Account(email, AccountId.of(email), Optional.empty(), Set.of());
    }
}
