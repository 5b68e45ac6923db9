package dev.sallyport.local.internet;

import dev.sallyport.local.internet.network.Ipv4;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The domain names of the simulated internet, each with the one address it points at. They do not outlive the process. */
public final class DomainNames {
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private final Map<String, Ipv4> addresses = new ConcurrentSkipListMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @throws IllegalArgumentException if one of the two is not what it should be */
    public void point(String name, String address) {
        String host = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(host).matches()) {
            throw new IllegalArgumentException("name: " + name + " (expected: a domain name, such as app.example.com)");
        }
        addresses.put(host, Ipv4.of(address));
        listeners.forEach(Runnable::run);
    }

    /** Whether the name pointed anywhere. */
    public boolean remove(String name) {
        boolean removed = addresses.remove(name.toLowerCase(Locale.ROOT)) != null;
        listeners.forEach(Runnable::run);
        return removed;
    }

    public Optional<Ipv4> find(String name) {
        return Optional.ofNullable(addresses.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Address by name. */
    public Map<String, Ipv4> all() {
        return Map.copyOf(addresses);
    }

    /** Calls the listener after each change. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
