package dev.sallyport.local.internet.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.HostRule;
import com.google.cloud.compute.v1.HttpHeaderMatch;
import com.google.cloud.compute.v1.HttpQueryParameterMatch;
import com.google.cloud.compute.v1.HttpRouteRule;
import com.google.cloud.compute.v1.HttpRouteRuleMatch;
import com.google.cloud.compute.v1.Int64RangeMatch;
import com.google.cloud.compute.v1.PathMatcher;
import com.google.cloud.compute.v1.PathRule;
import com.google.cloud.compute.v1.UrlMap;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.QueryParams;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlMapRoutingTest {
    private static final UrlMap MAP = UrlMap.newBuilder()
            .setDefaultService("default")
            .addHostRules(host("app.example.com", "app"))
            .addHostRules(host("*.example.com", "any"))
            .addHostRules(host("routed.example.com", "routed"))
            .addPathMatchers(PathMatcher.newBuilder()
                    .setName("app")
                    .setDefaultService("app-default")
                    .addPathRules(path("/static/*", "static"))
                    .addPathRules(path("/static/private/*", "private"))
                    .addPathRules(path("/exact", "exact")))
            .addPathMatchers(PathMatcher.newBuilder().setName("any").setDefaultService("any-default"))
            .addPathMatchers(PathMatcher.newBuilder()
                    .setName("routed")
                    .setDefaultService("routed-default")
                    .addRouteRules(
                            route(20, "broad", HttpRouteRuleMatch.newBuilder().setPrefixMatch("/a")))
                    .addRouteRules(
                            route(10, "narrow", HttpRouteRuleMatch.newBuilder().setFullPathMatch("/a/b"))))
            .build();

    @ParameterizedTest
    @CsvSource({
        "other.test, /, default",
        "app.example.com, /, app-default",
        "app.example.com, /static/logo.png, static",
        "app.example.com, /static, app-default",
        "app.example.com, /static/private/x, private",
        "app.example.com, /exact, exact",
        "app.example.com, /exact/more, app-default",
        "b.example.com, /exact, any-default",
        "example.com, /, default",
        "routed.example.com, /a/b, narrow",
        "routed.example.com, /a/c, broad",
        "routed.example.com, /c, routed-default"
    })
    void theMostSpecificMatchDecides(String host, String path, String service) {
        assertThat(UrlMapRouting.destination(MAP, RoutedRequest.of(host, path)))
                .isEqualTo(new Destination.Service(service));
    }

    @ParameterizedTest
    @CsvSource({
        "exact, yes",
        "Exact, no",
        "prefix-x, yes",
        "x-suffix, yes",
        "aab, yes",
        "150, yes",
        "200, no",
        "other, no"
    })
    void aHeaderChoosesTheRoute(String value, String route) {
        HttpRouteRuleMatch.Builder range = HttpRouteRuleMatch.newBuilder()
                .addHeaderMatches(HttpHeaderMatch.newBuilder()
                        .setHeaderName("X-Kind")
                        .setRangeMatch(
                                Int64RangeMatch.newBuilder().setRangeStart(100).setRangeEnd(200)));
        UrlMap map = routes(
                header(match -> match.setExactMatch("exact")),
                header(match -> match.setPrefixMatch("prefix-")),
                header(match -> match.setSuffixMatch("-suffix")),
                header(match -> match.setRegexMatch("a+b")),
                range);

        assertThat(chosen(map, HttpHeaders.of("x-kind", value), "")).isEqualTo(route);
    }

    @Test
    void aHeaderMayBeWantedAbsent() {
        UrlMap absent = routes(header(match -> match.setPresentMatch(false)));
        UrlMap inverted = routes(header(match -> match.setExactMatch("a").setInvertMatch(true)));

        assertThat(chosen(absent, HttpHeaders.of(), "")).isEqualTo("yes");
        assertThat(chosen(absent, HttpHeaders.of("x-kind", "a"), "")).isEqualTo("no");
        assertThat(chosen(inverted, HttpHeaders.of("x-kind", "b"), "")).isEqualTo("yes");
        assertThat(chosen(inverted, HttpHeaders.of("x-kind", "a"), "")).isEqualTo("no");
    }

    @ParameterizedTest
    @CsvSource({"v=2, yes", "v=3, no", "debug, yes", "'', no", "n=123, yes", "n=x, no"})
    void aQueryParameterChoosesTheRoute(String query, String route) {
        UrlMap map = routes(
                query("v", match -> match.setExactMatch("2")),
                query("debug", match -> match.setPresentMatch(true)),
                query("n", match -> match.setRegexMatch("\\d+")));

        assertThat(chosen(map, HttpHeaders.of(), query)).isEqualTo(route);
    }

    private static String chosen(UrlMap map, HttpHeaders headers, String query) {
        RoutedRequest request = new RoutedRequest("any.test", "/", headers, QueryParams.fromQueryString(query));
        return ((Destination.Service) UrlMapRouting.destination(map, request)).link();
    }

    private static HttpRouteRuleMatch.Builder header(UnaryOperator<HttpHeaderMatch.Builder> match) {
        return HttpRouteRuleMatch.newBuilder()
                .setPrefixMatch("/")
                .addHeaderMatches(match.apply(HttpHeaderMatch.newBuilder().setHeaderName("X-Kind")));
    }

    private static HttpRouteRuleMatch.Builder query(String name, UnaryOperator<HttpQueryParameterMatch.Builder> match) {
        return HttpRouteRuleMatch.newBuilder()
                .setPrefixMatch("/")
                .addQueryParameterMatches(
                        match.apply(HttpQueryParameterMatch.newBuilder().setName(name)));
    }

    /** A map that leads to "yes" by any of the matches, and to "no" otherwise. */
    private static UrlMap routes(HttpRouteRuleMatch.Builder... matches) {
        HttpRouteRule.Builder rule = HttpRouteRule.newBuilder().setService("yes");
        List.of(matches).forEach(rule::addMatchRules);
        return UrlMap.newBuilder()
                .addHostRules(host("*", "all"))
                .addPathMatchers(PathMatcher.newBuilder()
                        .setName("all")
                        .setDefaultService("no")
                        .addRouteRules(rule))
                .build();
    }

    @Test
    void aMapWithoutDefaultLeadsNowhere() {
        assertThat(UrlMapRouting.destination(UrlMap.getDefaultInstance(), RoutedRequest.of("any.test", "/")))
                .isEqualTo(new Destination.Nothing());
    }

    private static HostRule host(String pattern, String matcher) {
        return HostRule.newBuilder().addHosts(pattern).setPathMatcher(matcher).build();
    }

    private static PathRule path(String pattern, String service) {
        return PathRule.newBuilder()
                .addAllPaths(List.of(pattern))
                .setService(service)
                .build();
    }

    private static HttpRouteRule route(int priority, String service, HttpRouteRuleMatch.Builder match) {
        return HttpRouteRule.newBuilder()
                .setPriority(priority)
                .setService(service)
                .addMatchRules(match)
                .build();
    }
}
