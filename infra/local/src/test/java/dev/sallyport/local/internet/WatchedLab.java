package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.TargetHttpProxy;
import com.google.cloud.compute.v1.UrlMap;
import dev.sallyport.local.watch.Answer;
import dev.sallyport.local.watch.Answer.ByIap;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.local.watch.Guise;
import dev.sallyport.local.watch.Sighting;
import dev.sallyport.local.watch.Timeline;
import dev.sallyport.local.watch.Timeline.Span;
import dev.sallyport.local.watch.WayIn;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A lab that strangers try to get into from the beginning, and what they find. */
final class WatchedLab implements AutoCloseable {
    static final Answer SIGN_IN = new ByIap(302, true);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Lab lab = Lab.empty();
    private final ExposureWatch watch = lab.watch();

    Lab lab() {
        return lab;
    }

    ExposureWatch watch() {
        return watch;
    }

    @Override
    public void close() {
        watch.close();
        lab.close();
    }

    static FrontEnd site() {
        return new FrontEnd(Lab.RULE, Lab.ADDRESS, 443, true, Lab.ADDRESS, "/");
    }

    static boolean isTheSite(WayIn way) {
        return way.equals(site());
    }

    static String vm(int number) {
        return Lab.link("zones/us-central1-" + (number == 1 ? "b" : "c") + "/instances/lab-" + number);
    }

    static String unguarded() {
        return Lab.link("global/backendServices/unguarded");
    }

    void putUnguardedService() {
        BackendService guarded = lab.service();
        lab.compute.put(
                unguarded(),
                guarded.toBuilder()
                        .clearIap()
                        .setId(78)
                        .setName("unguarded")
                        .setSelfLink(unguarded())
                        .build());
    }

    void putPlainFrontEndOf(String address, UrlMap.Builder map) {
        String name = address.replace('.', '-');
        String urlMap = Lab.link("global/urlMaps/map-" + name);
        String proxy = Lab.link("global/targetHttpProxies/proxy-" + name);
        String rule = Lab.link("global/forwardingRules/rule-" + name);
        lab.compute.put(urlMap, map.build());
        lab.compute.put(proxy, TargetHttpProxy.newBuilder().setUrlMap(urlMap).build());
        lab.compute.put(
                rule,
                ForwardingRule.newBuilder()
                        .setSelfLink(rule)
                        .setIPAddress(address)
                        .setPortRange("80-80")
                        .setTarget(proxy)
                        .build());
    }

    Sighting firstByte() {
        return await("the first byte of the application")
                .atMost(PATIENCE)
                .until(() -> watch.timeline().firstByte(), Optional::isPresent)
                .orElseThrow();
    }

    void seen(Answer answer, Predicate<WayIn> way) {
        await(answer.toString())
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(answers(watch.timeline(), way)).contains(answer));
    }

    static List<Answer> answers(Timeline timeline, Predicate<WayIn> way) {
        return timeline.courses().stream()
                .filter(course -> way.test(course.attempt().way()))
                .flatMap(course -> course.spans().stream())
                .map(Span::answer)
                .toList();
    }

    static String served(Timeline timeline, Guise guise) {
        return timeline.courses().stream()
                .filter(course -> course.attempt().guise() == guise)
                .flatMap(course -> course.spans().stream())
                .map(Span::answer)
                .filter(Served.class::isInstance)
                .map(answer -> ((Served) answer).beginning())
                .findFirst()
                .orElseThrow();
    }
}
