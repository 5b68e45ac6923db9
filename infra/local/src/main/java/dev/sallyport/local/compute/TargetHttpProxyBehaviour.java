package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.TargetHttpProxy;
import com.google.cloud.compute.v1.UrlMapReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Target HTTP proxies. */
final class TargetHttpProxyBehaviour extends Behaviour<TargetHttpProxy> {
    TargetHttpProxyBehaviour() {
        super("targetHttpProxies", TargetHttpProxy.class);
    }

    @Override
    List<Reference> references() {
        return List.of(Reference.to("url_map", "urlMaps"));
    }

    @Override
    TargetHttpProxy complete(
            Transaction transaction, Link link, TargetHttpProxy wanted, Optional<TargetHttpProxy> before) {
        if (!wanted.hasUrlMap()) {
            throw Refusals.requiredField("resource.urlMap");
        }
        return wanted;
    }

    @Override
    boolean needsFingerprint(MethodKind kind, Scope scope) {
        return kind == MethodKind.PATCH && scope.kind() == Scope.Kind.GLOBAL;
    }

    @Override
    Map<String, Action<TargetHttpProxy>> actions() {
        return Map.of(
                "setUrlMap",
                new Action.Change<>(
                        "SetUrlMap",
                        (transaction, link, current, call) -> current.toBuilder()
                                .setUrlMap(((UrlMapReference) call.body()).getUrlMap())
                                .build()));
    }
}
