package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.HostRule;
import com.google.cloud.compute.v1.HttpRouteRule;
import com.google.cloud.compute.v1.PathMatcher;
import com.google.cloud.compute.v1.PathRule;
import com.google.cloud.compute.v1.UrlMap;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds a request's destination in a URL map: host rules, then path rules (the longest that matches) or route rules (by
 * priority), then the defaults. Route actions are not emulated.
 *
 * @see <a href="https://cloud.google.com/load-balancing/docs/url-map-concepts">URL map concepts</a>
 */
final class UrlMapRouting {
    private UrlMapRouting() {}

    static Destination destination(UrlMap map, RoutedRequest request) {
        return matcher(map, request.host())
                .map(matcher -> within(matcher, request))
                .orElseGet(() -> Destination.of(
                        map.getDefaultService(), map.hasDefaultUrlRedirect(), map.getDefaultUrlRedirect()));
    }

    private static Optional<PathMatcher> matcher(UrlMap map, String host) {
        return map.getHostRulesList().stream()
                .flatMap(rule -> rule.getHostsList().stream()
                        .filter(pattern -> hostMatches(pattern, host))
                        .map(pattern -> new HostMatch(rule, pattern)))
                .max(Comparator.comparingInt(match -> match.pattern.length()))
                .flatMap(match -> map.getPathMatchersList().stream()
                        .filter(matcher -> matcher.getName().equals(match.rule.getPathMatcher()))
                        .findFirst());
    }

    private static boolean hostMatches(String pattern, String host) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        return lower.startsWith("*") ? host.endsWith(lower.substring(1)) : host.equals(lower);
    }

    private static Destination within(PathMatcher matcher, RoutedRequest request) {
        return routeRule(matcher.getRouteRulesList(), request)
                .map(rule -> Destination.of(rule.getService(), rule.hasUrlRedirect(), rule.getUrlRedirect()))
                .or(() -> pathRule(matcher.getPathRulesList(), request.path())
                        .map(rule -> Destination.of(rule.getService(), rule.hasUrlRedirect(), rule.getUrlRedirect())))
                .orElseGet(() -> Destination.of(
                        matcher.getDefaultService(), matcher.hasDefaultUrlRedirect(), matcher.getDefaultUrlRedirect()));
    }

    private static Optional<PathRule> pathRule(List<PathRule> rules, String path) {
        return rules.stream()
                .flatMap(rule -> rule.getPathsList().stream()
                        .filter(pattern -> pathMatches(pattern, path))
                        .map(pattern -> new PathMatch(rule, pattern)))
                .max(Comparator.comparingInt(match -> match.pattern.length()))
                .map(PathMatch::rule);
    }

    private static boolean pathMatches(String pattern, String path) {
        return pattern.endsWith("/*")
                ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                : path.equals(pattern);
    }

    private static Optional<HttpRouteRule> routeRule(List<HttpRouteRule> rules, RoutedRequest request) {
        return rules.stream()
                .filter(rule -> rule.getMatchRulesList().stream().anyMatch(match -> RouteMatch.holds(match, request)))
                .min(Comparator.comparingInt(HttpRouteRule::getPriority));
    }

    private record HostMatch(HostRule rule, String pattern) {}

    private record PathMatch(PathRule rule, String pattern) {}
}
