package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.HostRule;
import com.google.cloud.compute.v1.HttpRouteRule;
import com.google.cloud.compute.v1.HttpRouteRuleMatch;
import com.google.cloud.compute.v1.PathMatcher;
import com.google.cloud.compute.v1.PathRule;
import com.google.cloud.compute.v1.UrlMap;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds a request's destination in a URL map: host rules, then path rules (the longest that matches) or route rules (by
 * priority; full path and prefix matches only), then the defaults. Route actions, header and query matches are not
 * emulated.
 *
 * @see <a href="https://cloud.google.com/load-balancing/docs/url-map-concepts">URL map concepts</a>
 */
final class UrlMapRouting {
    private UrlMapRouting() {}

    /** @param host lower case, no port */
    static Destination destination(UrlMap map, String host, String path) {
        return matcher(map, host)
                .map(matcher -> within(matcher, path))
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

    private static Destination within(PathMatcher matcher, String path) {
        return routeRule(matcher.getRouteRulesList(), path)
                .map(rule -> Destination.of(rule.getService(), rule.hasUrlRedirect(), rule.getUrlRedirect()))
                .or(() -> pathRule(matcher.getPathRulesList(), path)
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

    private static Optional<HttpRouteRule> routeRule(List<HttpRouteRule> rules, String path) {
        return rules.stream()
                .filter(rule -> rule.getMatchRulesList().stream().anyMatch(match -> routeMatches(match, path)))
                .min(Comparator.comparingInt(HttpRouteRule::getPriority));
    }

    private static boolean routeMatches(HttpRouteRuleMatch match, String path) {
        if (match.getHeaderMatchesCount() > 0 || match.getQueryParameterMatchesCount() > 0) {
            return false;
        }
        return match.hasFullPathMatch()
                ? path.equals(match.getFullPathMatch())
                : match.hasPrefixMatch() && path.startsWith(match.getPrefixMatch());
    }

    private record HostMatch(HostRule rule, String pattern) {}

    private record PathMatch(PathRule rule, String pattern) {}
}
