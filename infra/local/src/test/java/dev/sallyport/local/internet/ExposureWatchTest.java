package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.HostRule;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroup;
import com.google.cloud.compute.v1.Items;
import com.google.cloud.compute.v1.NamedPort;
import com.google.cloud.compute.v1.PathMatcher;
import com.google.cloud.compute.v1.PathRule;
import com.google.cloud.compute.v1.TargetHttpProxy;
import com.google.cloud.compute.v1.UrlMap;
import dev.sallyport.local.watch.Answer;
import dev.sallyport.local.watch.Answer.ByIap;
import dev.sallyport.local.watch.Answer.ByLoadBalancer;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.Answer.Unanswered;
import dev.sallyport.local.watch.Attempt;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.local.watch.Guise;
import dev.sallyport.local.watch.Sighting;
import dev.sallyport.local.watch.Timeline;
import dev.sallyport.local.watch.Timeline.Course;
import dev.sallyport.local.watch.Timeline.Span;
import dev.sallyport.local.watch.WayIn;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import dev.sallyport.local.watch.WayIn.VmAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the watch sees while a project comes to be in the right order, and in wrong ones. */
class ExposureWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Answer SIGN_IN = new ByIap(302, true);

    private final Lab lab = Lab.empty();
    private final ExposureWatch watch = lab.watch();

    @AfterEach
    void close() {
        watch.close();
        lab.close();
    }

    @Test
    void inTheRightOrderNoStrangerGetsAnythingOfTheApplication() {
        lab.putFirewall();
        lab.putService(77, true);
        lab.bootVms();
        seen(Unanswered.DROPPED, way -> way instanceof VmAddress);
        lab.putFrontEnd();
        lab.policies.grant(lab.resource(77), TestAccounts.ALICE.email());
        seen(SIGN_IN, way -> true);

        Timeline timeline = watch.end();

        assertThat(timeline.firstByte()).isEmpty();
        assertThat(timeline.troubles()).isEmpty();
        assertThat(answers(timeline, way -> way instanceof VmAddress)).containsOnly(Unanswered.DROPPED);
        assertThat(answers(timeline, way -> way instanceof Neighbour)).containsOnly(Unanswered.DROPPED);
        assertThat(answers(timeline, ExposureWatchTest::isTheSite)).containsOnly(SIGN_IN);
    }

    @Test
    void everyWayInIsTriedAndAtTheFrontEndInEveryGuise() {
        lab.putFirewall();
        lab.putService(77, true);
        lab.bootVms();
        lab.putFrontEnd();

        assertThat(watch.end().courses())
                .extracting(Course::attempt)
                .contains(
                        new Attempt(site(), Guise.NONE),
                        new Attempt(site(), Guise.FORGED_IDENTITY),
                        new Attempt(site(), Guise.FORGED_ASSERTION),
                        new Attempt(site(), Guise.REPLAYED_ASSERTION),
                        new Attempt(new FrontEnd(Lab.RULE, Lab.ADDRESS, 443, false, Lab.ADDRESS, "/"), Guise.NONE),
                        new Attempt(new VmAddress(vm(1), "34.70.0.2", 80), Guise.NONE),
                        new Attempt(new VmAddress(vm(2), "34.70.0.3", 80), Guise.NONE),
                        new Attempt(new Neighbour(vm(2), vm(1), "10.128.0.2", 80), Guise.NONE),
                        new Attempt(new Neighbour(vm(1), vm(2), "10.128.0.3", 80), Guise.NONE));
    }

    @Test
    void vmsAreTriedAtThePortsThatRulesAndGroupsNameButNotAtThoseOfAdministration() {
        lab.putService(77, true);
        lab.compute.put(
                Lab.GROUP,
                InstanceGroup.newBuilder()
                        .addNamedPorts(NamedPort.newBuilder().setName("http").setPort(9000))
                        .build());
        lab.compute.put(
                Lab.FIREWALL,
                Firewall.newBuilder()
                        .addAllowed(Allowed.newBuilder()
                                .setIPProtocol("tcp")
                                .addAllPorts(List.of("22", "3389", "8080", "10000-20000")))
                        .build());
        lab.bootVms();

        assertThat(watch.end().courses())
                .filteredOn(course -> course.attempt().way() instanceof VmAddress)
                .extracting(course -> course.attempt().way().port())
                .containsOnly(80, 8080, 9000);
    }

    @Test
    void aFrontEndIsTriedAtTheEndsOfItsPortsAndAtTheUsualOnesWithin() {
        lab.compute.put(
                Lab.RULE,
                ForwardingRule.newBuilder()
                        .setSelfLink(Lab.RULE)
                        .setIPAddress(Lab.ADDRESS)
                        .setPortRange("443-9000")
                        .build());

        assertThat(watch.end().courses())
                .extracting(course -> ((FrontEnd) course.attempt().way()).url())
                .containsOnly(
                        "https://34.160.0.9/",
                        "http://34.160.0.9:443/",
                        "https://34.160.0.9:8080/",
                        "http://34.160.0.9:8080/",
                        "https://34.160.0.9:9000/",
                        "http://34.160.0.9:9000/");
    }

    @Test
    void aFrontEndBeforeIapIsSeen() {
        lab.putFirewall();
        lab.putService(77, false);
        lab.bootVms();
        lab.putFrontEnd();
        Sighting first = firstByte();
        lab.putService(77, true);

        Timeline timeline = watch.end();

        assertThat(first.attempt()).isEqualTo(new Attempt(site(), Guise.NONE));
        assertThat(first.answer()).isEqualTo(new Served(200, "Unauthorized request."));
        assertThat(timeline.firstByte()).contains(first);
        assertThat(answers(timeline, ExposureWatchTest::isTheSite)).contains(SIGN_IN);
    }

    @Test
    void aFirewallThatComesLastIsSeenFromOutside() {
        lab.putFirewall("open-to-all", List.of("0.0.0.0/0"));
        lab.putService(77, true);
        lab.bootVms();
        Sighting first = firstByte();
        lab.compute.remove(Lab.link("global/firewalls/open-to-all"));
        lab.putFirewall();
        lab.putFrontEnd();

        Timeline timeline = watch.end();

        assertThat(first.attempt().way()).isInstanceOf(VmAddress.class);
        assertThat(timeline.firstByte()).contains(first);
        assertThat(answers(timeline, way -> way instanceof VmAddress)).contains(Unanswered.DROPPED);
    }

    @Test
    void aNetworkThatIsOpenInsideIsSeenFromTheOtherVm() {
        lab.putFirewall("default-allow-internal", List.of("10.128.0.0/9"));
        lab.putService(77, true);
        lab.bootVms();

        assertThat(firstByte().attempt().way()).isInstanceOf(Neighbour.class);
        assertThat(answers(watch.end(), way -> way instanceof VmAddress)).containsOnly(Unanswered.DROPPED);
    }

    @Test
    void accessForAllUsersIsSeenThoughNoResourceChanges() {
        lab.putFirewall();
        lab.putService(77, true);
        lab.bootVms();
        lab.putFrontEnd();
        seen(SIGN_IN, way -> true);

        lab.policies.grant(lab.resource(77), "allUsers");

        assertThat(firstByte().attempt().way()).isEqualTo(site());
    }

    @Test
    void aSecondServiceWithoutIapOnTheSameGroupIsSeen() {
        lab.putFirewall();
        lab.putService(77, true);
        lab.bootVms();
        lab.putFrontEnd();
        seen(SIGN_IN, way -> true);

        putUnguardedService();
        putPlainFrontEndOf("34.160.0.10", UrlMap.newBuilder().setDefaultService(unguarded()));

        assertThat(firstByte().attempt().way())
                .isInstanceOfSatisfying(
                        FrontEnd.class, way -> assertThat(way.url()).isEqualTo("http://34.160.0.10/"));
        assertThat(answers(watch.end(), ExposureWatchTest::isTheSite)).containsOnly(SIGN_IN);
    }

    @Test
    void aPathOfTheUrlMapThatLeadsPastIapIsSeen() {
        lab.putFirewall();
        lab.putService(77, true);
        lab.bootVms();
        putUnguardedService();

        putPlainFrontEndOf(
                "34.160.0.10",
                UrlMap.newBuilder()
                        .setDefaultService(Lab.SERVICE)
                        .addHostRules(
                                HostRule.newBuilder().addHosts("*.example.com").setPathMatcher("old"))
                        .addPathMatchers(PathMatcher.newBuilder()
                                .setName("old")
                                .setDefaultService(Lab.SERVICE)
                                .addPathRules(PathRule.newBuilder()
                                        .addPaths("/status/*")
                                        .setService(unguarded()))));

        Sighting first = firstByte();
        assertThat(first.attempt().way())
                .isInstanceOfSatisfying(
                        FrontEnd.class, way -> assertThat(way.url()).isEqualTo("http://stranger.example.com/status/"));
        // The sample app knows one path only: a page that is not found is an answer of it all the same.
        assertThat(first.answer())
                .isInstanceOfSatisfying(
                        Served.class, answer -> assertThat(answer.status()).isEqualTo(404));
    }

    @Test
    void whatTheLoadBalancerSaysItselfIsNoAnswerOfTheApplication() {
        lab.putService(77, false);
        lab.bootVms();
        lab.putFrontEnd();

        Timeline timeline = watch.end();

        assertThat(timeline.firstByte()).isEmpty();
        assertThat(answers(timeline, ExposureWatchTest::isTheSite)).contains(new ByLoadBalancer(502));
    }

    @Test
    void papersShownToTheApplicationAreNotBelievedButItsRefusalIsAnAnswer() {
        lab.putFirewall("open-to-all", List.of("0.0.0.0/0"));
        lab.putService(77, true);
        lab.bootVms();

        Timeline timeline = watch.end();

        assertThat(served(timeline, Guise.FORGED_IDENTITY)).isEqualTo("Unauthorized request.");
        assertThat(served(timeline, Guise.FORGED_ASSERTION)).endsWith("Could not verify token signature.");
        assertThat(served(timeline, Guise.REPLAYED_ASSERTION)).contains("Token has wrong audience /projects/0/");
    }

    @Test
    void anApplicationThatIsNotTheSampleIsSeenToo() {
        Instance.Builder vm = lab.vm(1, Lab.STARTUP_SCRIPT).toBuilder();
        vm.getMetadataBuilder()
                .addItems(Items.newBuilder().setKey("sallyport-guest-command").setValue(GuestProgram.command()));
        lab.putFirewall("open-to-all", List.of("0.0.0.0/0"));
        lab.bootVm(vm.build());

        assertThat(firstByte().answer())
                .isInstanceOfSatisfying(
                        Served.class, answer -> assertThat(answer.beginning()).startsWith("lab-1 GET / HTTP/1.1"));
    }

    @Test
    void whereThereIsNothingToTryNothingIsSaidToHaveBeenTried() {
        assertThat(watch.end()).isEqualTo(new Timeline(List.of(), Optional.empty(), List.of()));
    }

    @Test
    void aWatchThatCannotReachTheInternetSaysSo() {
        lab.bootVms();
        seen(Unanswered.DROPPED, way -> way instanceof VmAddress);
        lab.internet.close();

        assertThat(watch.end().troubles()).isNotEmpty();
    }

    private static FrontEnd site() {
        return new FrontEnd(Lab.RULE, Lab.ADDRESS, 443, true, Lab.ADDRESS, "/");
    }

    private static boolean isTheSite(WayIn way) {
        return way.equals(site());
    }

    private static String vm(int number) {
        return Lab.link("zones/us-central1-" + (number == 1 ? "b" : "c") + "/instances/lab-" + number);
    }

    private static String unguarded() {
        return Lab.link("global/backendServices/unguarded");
    }

    private void putUnguardedService() {
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

    private void putPlainFrontEndOf(String address, UrlMap.Builder map) {
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

    private Sighting firstByte() {
        return await("the first byte of the application")
                .atMost(PATIENCE)
                .until(() -> watch.timeline().firstByte(), Optional::isPresent)
                .orElseThrow();
    }

    private void seen(Answer answer, Predicate<WayIn> way) {
        await(answer.toString())
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(answers(watch.timeline(), way)).contains(answer));
    }

    private static List<Answer> answers(Timeline timeline, Predicate<WayIn> way) {
        return timeline.courses().stream()
                .filter(course -> way.test(course.attempt().way()))
                .flatMap(course -> course.spans().stream())
                .map(Span::answer)
                .toList();
    }

    private static String served(Timeline timeline, Guise guise) {
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
