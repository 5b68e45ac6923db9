package dev.sallyport.local.watch;

import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.HostRule;
import com.google.cloud.compute.v1.HttpRouteRuleMatch;
import com.google.cloud.compute.v1.PathMatcher;
import com.google.cloud.compute.v1.TargetHttpProxy;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.google.cloud.compute.v1.UrlMap;
import dev.sallyport.local.compute.ComputeView;
import java.util.Optional;
import java.util.stream.Stream;

/** A host and a path that a URL map treats as something of its own: each may lead to another backend service. */
record RoutedPlace(String host, String path) {
    /** What can be asked for at a forwarding rule: the address itself, and what its URL map names. */
    static Stream<RoutedPlace> behind(ForwardingRule rule, String address, ComputeView compute) {
        return Stream.concat(
                        Stream.of(new RoutedPlace(address, "/")),
                        urlMap(rule.getTarget(), compute).stream()
                                .flatMap(map ->
                                        map.getHostRulesList().stream().flatMap(hosts -> named(hosts, map, address))))
                .distinct();
    }

    private static Optional<UrlMap> urlMap(String target, ComputeView compute) {
        return compute.find(TargetHttpsProxy.class, target)
                .map(TargetHttpsProxy::getUrlMap)
                .or(() -> compute.find(TargetHttpProxy.class, target).map(TargetHttpProxy::getUrlMap))
                .flatMap(link -> compute.find(UrlMap.class, link));
    }

    private static Stream<RoutedPlace> named(HostRule rule, UrlMap map, String address) {
        return map.getPathMatchersList().stream()
                .filter(matcher -> matcher.getName().equals(rule.getPathMatcher()))
                .flatMap(RoutedPlace::paths)
                .flatMap(path ->
                        rule.getHostsList().stream().map(pattern -> new RoutedPlace(hostFor(pattern, address), path)));
    }

    private static String hostFor(String pattern, String address) {
        if (pattern.equals("*")) {
            return address;
        }
        return pattern.startsWith("*") ? "stranger" + pattern.substring(1) : pattern;
    }

    private static Stream<String> paths(PathMatcher matcher) {
        return Stream.of(
                        Stream.of("/"),
                        matcher.getPathRulesList().stream()
                                .flatMap(rule -> rule.getPathsList().stream())
                                .map(path -> path.replaceFirst("\\*$", "")),
                        matcher.getRouteRulesList().stream()
                                .flatMap(rule -> rule.getMatchRulesList().stream())
                                .map(RoutedPlace::pathFor))
                .flatMap(paths -> paths);
    }

    private static String pathFor(HttpRouteRuleMatch match) {
        String path = match.hasFullPathMatch() ? match.getFullPathMatch() : match.getPrefixMatch();
        return path.isEmpty() ? "/" : path;
    }
}
