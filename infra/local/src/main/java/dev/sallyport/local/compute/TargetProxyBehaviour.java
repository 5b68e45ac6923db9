package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.UrlMapReference;
import com.google.protobuf.Message;

/** What target HTTP and HTTPS proxies have in common: a URL map to be set, and fingerprints where they are global. */
abstract class TargetProxyBehaviour<M extends Message> extends Behaviour<M> {
    TargetProxyBehaviour(String collection, Class<M> type) {
        super(collection, type);
    }

    abstract M withUrlMap(M proxy, String urlMap);

    final Action<M> setUrlMap() {
        return new Action.Change<>(
                "SetUrlMap",
                (transaction, link, current, call) -> withUrlMap(current, ((UrlMapReference) call.body()).getUrlMap()));
    }

    @Override
    boolean needsFingerprint(MethodKind kind, Scope scope) {
        return kind == MethodKind.PATCH && scope.kind() == Scope.Kind.GLOBAL;
    }
}
