package dev.sallyport.local.internet;

import com.google.cloud.iap.v1.IapSettings;
import dev.sallyport.local.iap.IapPolicies;
import dev.sallyport.local.identity.Account;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Grants by resource and address; {@code allUsers} is one of the addresses. */
final class TestPolicies implements IapPolicies {
    private final Set<String> grants = ConcurrentHashMap.newKeySet();
    private volatile IapSettings settings = IapSettings.getDefaultInstance();

    void grant(String resource, String member) {
        grants.add(resource + " " + member);
    }

    void revoke(String resource, String member) {
        grants.remove(resource + " " + member);
    }

    void settings(IapSettings inForce) {
        settings = inForce;
    }

    @Override
    public boolean allows(String resource, Visit visit) {
        return grants.contains(resource + " allUsers")
                || grants.contains(
                        resource + " " + visit.account().map(Account::email).orElse("nobody"));
    }

    @Override
    public IapSettings settings(String resource) {
        return settings;
    }
}
