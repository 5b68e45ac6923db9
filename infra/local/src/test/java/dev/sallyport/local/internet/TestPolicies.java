package dev.sallyport.local.internet;

import com.google.cloud.iap.v1.IapSettings;
import dev.sallyport.local.iap.IapPolicies;
import dev.sallyport.local.identity.Account;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Grants by resource and address, some of them for some visits only; {@code allUsers} is one of the addresses. */
final class TestPolicies implements IapPolicies {
    private final Set<String> grants = ConcurrentHashMap.newKeySet();
    private final List<Predicate<Visit>> conditional = new CopyOnWriteArrayList<>();
    private volatile IapSettings settings = IapSettings.getDefaultInstance();

    void grant(String resource, String member) {
        grants.add(resource + " " + member);
    }

    /** Lets in the visits for which the condition holds, as a conditional binding does. */
    void grantIf(Predicate<Visit> condition) {
        conditional.add(condition);
    }

    void revoke(String resource, String member) {
        grants.remove(resource + " " + member);
    }

    void settings(IapSettings inForce) {
        settings = inForce;
    }

    @Override
    public boolean allows(String resource, Visit visit) {
        return conditional.stream().anyMatch(condition -> condition.test(visit))
                || grants.contains(resource + " allUsers")
                || grants.contains(
                        resource + " " + visit.account().map(Account::email).orElse("nobody"));
    }

    @Override
    public IapSettings settings(String resource) {
        return settings;
    }
}
