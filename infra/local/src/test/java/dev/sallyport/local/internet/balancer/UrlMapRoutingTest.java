package dev.sallyport.local.internet.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.HostRule;
import com.google.cloud.compute.v1.HttpRouteRule;
import com.google.cloud.compute.v1.HttpRouteRuleMatch;
import com.google.cloud.compute.v1.PathMatcher;
import com.google.cloud.compute.v1.PathRule;
import com.google.cloud.compute.v1.UrlMap;
import java.util.List;
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
        assertThat(UrlMapRouting.destination(MAP, host, path)).isEqualTo(new Destination.Service(service));
    }

    @Test
    void aMapWithoutDefaultLeadsNowhere() {
        assertThat(UrlMapRouting.destination(UrlMap.getDefaultInstance(), "any.test", "/"))
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
