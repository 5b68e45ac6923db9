package dev.sallyport.local.watch;

import dev.sallyport.local.watch.Answer.ByIap;
import dev.sallyport.local.watch.Answer.ByLoadBalancer;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.Answer.Unanswered;
import dev.sallyport.local.watch.Line.NotConnected;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Somebody whom nobody has let in. At VMs it is the connection that is decided about, so each attempt there has one of its
 * own; load balancers decide about each request, and making connections to them is dear, so these are kept for a while.
 */
final class Stranger implements Closeable {
    private final InetSocketAddress internetProxy;
    private final Map<FrontEnd, Line> kept = new HashMap<>();

    Stranger(InetSocketAddress internetProxy) {
        this.internetProxy = internetProxy;
    }

    /**
     * Tries a way in.
     *
     * @param headers further headers of the request
     * @throws IOException if the proxy cannot be asked, so that nothing was tried
     */
    Answer answer(WayIn way, Map<String, String> headers) throws IOException {
        try {
            return way instanceof FrontEnd frontEnd
                    ? judged(way, askedFor(frontEnd, headers))
                    : judged(way, askedAt(way, headers));
        } catch (NotConnected e) {
            return e.answer();
        }
    }

    @Override
    public void close() {
        kept.values().forEach(Line::close);
        kept.clear();
    }

    private Received askedAt(WayIn way, Map<String, String> headers) throws IOException, NotConnected {
        try (Line line = Line.open(internetProxy, way)) {
            return asked(line, way.address(), "/", headers);
        }
    }

    private Received askedFor(FrontEnd way, Map<String, String> headers) throws IOException, NotConnected {
        Line old = kept.get(way);
        if (old != null && old.isReusable()) {
            Received received = asked(old, way.host(), way.path(), headers);
            if (!received.isEmpty()) {
                return received;
            }
            // The other end may have closed it in the meantime, which says nothing about those who come now.
        }
        Line line = Line.open(internetProxy, way);
        Received received = asked(line, way.host(), way.path(), headers);
        // Not before there is another: a front end makes its certificates ready anew for the first who comes to it.
        forget(way);
        kept.put(way, line);
        return received;
    }

    private void forget(FrontEnd way) {
        Line line = kept.remove(way);
        if (line != null) {
            line.close();
        }
    }

    /** From here on whatever fails is how the other end answered. */
    private static Received asked(Line line, String host, String path, Map<String, String> headers) {
        try {
            return line.ask(host, path, headers);
        } catch (IOException e) {
            return Received.nothing();
        }
    }

    /**
     * A load balancer puts its name on what VMs answer, and on nothing that it or Identity-Aware Proxy say themselves; so
     * an application cannot pass for one of them. A page of success is never their own.
     */
    static Answer judged(WayIn way, Received received) {
        if (received.isEmpty()) {
            return Unanswered.SILENT;
        }
        boolean fromVm = !(way instanceof FrontEnd) || received.header("via").isPresent();
        if (!fromVm && received.header("x-goog-iap-generated-response").isPresent()) {
            return new ByIap(received.status(), received.isRedirect());
        }
        return !fromVm && received.status() >= 300
                ? new ByLoadBalancer(received.status())
                : new Served(received.status(), received.beginning());
    }
}
