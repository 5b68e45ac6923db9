package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.HostRule;
import com.google.cloud.compute.v1.PathMatcher;
import com.google.cloud.compute.v1.PathRule;
import com.google.cloud.compute.v1.UrlMap;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.Answer.Unanswered;
import dev.sallyport.local.watch.Attempt;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.local.watch.Guise;
import dev.sallyport.local.watch.Sighting;
import dev.sallyport.local.watch.Timeline;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import dev.sallyport.local.watch.WayIn.VmAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the watch sees while a project comes to be in the right order, and in wrong ones. */
class ExposureOrderTest {
    private final WatchedLab watched = new WatchedLab();
    private final Lab lab = watched.lab();
    private final ExposureWatch watch = watched.watch();

    @AfterEach
    void close() {
        watched.close();
    }

    @Test
    void inTheRightOrderNoStrangerGetsAnythingOfTheApplication() {
        lab.putFirewall();
        lab.putService(77, true);
        lab.bootVms();
        watched.seen(Unanswered.DROPPED, way -> way instanceof VmAddress);
        lab.putFrontEnd();
        lab.policies.grant(lab.resource(77), TestAccounts.ALICE.email());
        watched.seen(WatchedLab.SIGN_IN, way -> true);

        Timeline timeline = watch.end();

        assertThat(timeline.firstByte()).isEmpty();
        assertThat(timeline.troubles()).isEmpty();
        assertThat(WatchedLab.answers(timeline, way -> way instanceof VmAddress))
                .containsOnly(Unanswered.DROPPED);
        assertThat(WatchedLab.answers(timeline, way -> way instanceof Neighbour))
                .containsOnly(Unanswered.DROPPED);
        assertThat(WatchedLab.answers(timeline, WatchedLab::isTheSite)).containsOnly(WatchedLab.SIGN_IN);
    }

    @Test
    void aFrontEndBeforeIapIsSeen() {
        lab.putFirewall();
        lab.putService(77, false);
        lab.bootVms();
        lab.putFrontEnd();
        Sighting first = watched.firstByte();
        lab.putService(77, true);

        Timeline timeline = watch.end();

        assertThat(first.attempt()).isEqualTo(new Attempt(WatchedLab.site(), Guise.NONE));
        assertThat(first.answer()).isEqualTo(new Served(200, "Unauthorized request."));
        assertThat(timeline.firstByte()).contains(first);
        assertThat(WatchedLab.answers(timeline, WatchedLab::isTheSite)).contains(WatchedLab.SIGN_IN);
    }

    @Test
    void aFirewallThatComesLastIsSeenFromOutside() {
        lab.putFirewall("open-to-all", List.of("0.0.0.0/0"));
        lab.putService(77, true);
        lab.bootVms();
        Sighting first = watched.firstByte();
        lab.compute.remove(Lab.link("global/firewalls/open-to-all"));
        lab.putFirewall();
        lab.putFrontEnd();

        Timeline timeline = watch.end();

        assertThat(first.attempt().way()).isInstanceOf(VmAddress.class);
        assertThat(timeline.firstByte()).contains(first);
        assertThat(WatchedLab.answers(timeline, way -> way instanceof VmAddress))
                .contains(Unanswered.DROPPED);
    }

    @Test
    void aNetworkThatIsOpenInsideIsSeenFromTheOtherVm() {
        lab.putFirewall("default-allow-internal", List.of("10.128.0.0/9"));
        lab.putService(77, true);
        lab.bootVms();

        assertThat(watched.firstByte().attempt().way()).isInstanceOf(Neighbour.class);
        assertThat(WatchedLab.answers(watch.end(), way -> way instanceof VmAddress))
                .containsOnly(Unanswered.DROPPED);
    }

    @Test
    void accessForAllUsersIsSeenThoughNoResourceChanges() {
        lab.putFirewall();
        lab.putService(77, true);
        lab.bootVms();
        lab.putFrontEnd();
        watched.seen(WatchedLab.SIGN_IN, way -> true);

        lab.policies.grant(lab.resource(77), "allUsers");

        assertThat(watched.firstByte().attempt().way()).isEqualTo(WatchedLab.site());
    }

    @Test
    void aSecondServiceWithoutIapOnTheSameGroupIsSeen() {
        lab.putFirewall();
        lab.putService(77, true);
        lab.bootVms();
        lab.putFrontEnd();
        watched.seen(WatchedLab.SIGN_IN, way -> true);

        watched.putUnguardedService();
        watched.putPlainFrontEndOf("34.160.0.10", UrlMap.newBuilder().setDefaultService(WatchedLab.unguarded()));

        assertThat(watched.firstByte().attempt().way())
                .isInstanceOfSatisfying(
                        FrontEnd.class, way -> assertThat(way.url()).isEqualTo("http://34.160.0.10/"));
        assertThat(WatchedLab.answers(watch.end(), WatchedLab::isTheSite)).containsOnly(WatchedLab.SIGN_IN);
    }

    @Test
    void aPathOfTheUrlMapThatLeadsPastIapIsSeen() {
        lab.putFirewall();
        lab.putService(77, true);
        lab.bootVms();
        watched.putUnguardedService();

        watched.putPlainFrontEndOf(
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
                                        .setService(WatchedLab.unguarded()))));

        Sighting first = watched.firstByte();
        assertThat(first.attempt().way())
                .isInstanceOfSatisfying(
                        FrontEnd.class, way -> assertThat(way.url()).isEqualTo("http://stranger.example.com/status/"));
        // The sample app knows one path only: a page that is not found is an answer of it all the same.
        assertThat(first.answer())
                .isInstanceOfSatisfying(
                        Served.class, answer -> assertThat(answer.status()).isEqualTo(404));
    }
}
