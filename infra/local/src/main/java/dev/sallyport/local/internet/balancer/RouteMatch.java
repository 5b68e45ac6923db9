package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.HttpHeaderMatch;
import com.google.cloud.compute.v1.HttpQueryParameterMatch;
import com.google.cloud.compute.v1.HttpRouteRuleMatch;
import com.google.cloud.compute.v1.Int64RangeMatch;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a request meets one match of a route rule: path, headers and query parameters together.
 *
 * @see <a href="https://cloud.google.com/load-balancing/docs/url-map-concepts">URL map concepts</a>
 */
final class RouteMatch {
    private RouteMatch() {}

    static boolean holds(HttpRouteRuleMatch match, RoutedRequest request) {
        return pathHolds(match, request.path())
                && match.getHeaderMatchesList().stream().allMatch(header -> headerHolds(header, request))
                && match.getQueryParameterMatchesList().stream().allMatch(query -> queryHolds(query, request));
    }

    /** Path templates are not emulated; a match without any path is for every path. */
    private static boolean pathHolds(HttpRouteRuleMatch match, String path) {
        String actual = match.getIgnoreCase() ? path.toLowerCase(Locale.ROOT) : path;
        if (match.hasFullPathMatch()) {
            return actual.equals(cased(match, match.getFullPathMatch()));
        }
        if (match.hasPrefixMatch()) {
            return actual.startsWith(cased(match, match.getPrefixMatch()));
        }
        if (match.hasRegexMatch()) {
            return path.matches(match.getRegexMatch());
        }
        return !match.hasPathTemplateMatch();
    }

    private static String cased(HttpRouteRuleMatch match, String text) {
        return match.getIgnoreCase() ? text.toLowerCase(Locale.ROOT) : text;
    }

    private static boolean headerHolds(HttpHeaderMatch match, RoutedRequest request) {
        Optional<String> value = Optional.ofNullable(request.headers().get(match.getHeaderName()));
        return value.map(actual -> headerHolds(match, actual))
                        .orElse(match.hasPresentMatch() && !match.getPresentMatch())
                != match.getInvertMatch();
    }

    private static boolean headerHolds(HttpHeaderMatch match, String actual) {
        if (match.hasPresentMatch()) {
            return match.getPresentMatch();
        }
        if (match.hasRangeMatch()) {
            return inRange(match.getRangeMatch(), actual);
        }
        return match.hasExactMatch() && actual.equals(match.getExactMatch())
                || match.hasPrefixMatch() && actual.startsWith(match.getPrefixMatch())
                || match.hasSuffixMatch() && actual.endsWith(match.getSuffixMatch())
                || match.hasRegexMatch() && actual.matches(match.getRegexMatch());
    }

    private static boolean inRange(Int64RangeMatch range, String actual) {
        if (!actual.matches("-?\\d{1,18}")) {
            return false;
        }
        long number = Long.parseLong(actual);
        return range.getRangeStart() <= number && number < range.getRangeEnd();
    }

    private static boolean queryHolds(HttpQueryParameterMatch match, RoutedRequest request) {
        String actual = request.query().get(match.getName());
        if (actual == null) {
            return false;
        }
        return match.getPresentMatch()
                || match.hasExactMatch() && actual.equals(match.getExactMatch())
                || match.hasRegexMatch() && actual.matches(match.getRegexMatch());
    }
}
