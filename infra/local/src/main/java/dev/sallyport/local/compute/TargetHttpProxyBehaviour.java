package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.TargetHttpProxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Target HTTP proxies. */
final class TargetHttpProxyBehaviour extends TargetProxyBehaviour<TargetHttpProxy> {
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
    TargetHttpProxy withUrlMap(TargetHttpProxy proxy, String urlMap) {
        return proxy.toBuilder().setUrlMap(urlMap).build();
    }

    @Override
    Map<String, Action<TargetHttpProxy>> actions() {
        return Map.of("setUrlMap", setUrlMap());
    }
}
