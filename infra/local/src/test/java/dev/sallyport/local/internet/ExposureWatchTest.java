package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroup;
import com.google.cloud.compute.v1.Items;
import com.google.cloud.compute.v1.NamedPort;
import dev.sallyport.local.watch.Answer.ByLoadBalancer;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.Answer.Unanswered;
import dev.sallyport.local.watch.Attempt;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.local.watch.Guise;
import dev.sallyport.local.watch.Timeline;
import dev.sallyport.local.watch.Timeline.Course;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import dev.sallyport.local.watch.WayIn.VmAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the watch tries, whom it takes to have answered, and what it says where it cannot try. */
class ExposureWatchTest {
    private final WatchedLab watched = new WatchedLab();
    private final Lab lab = watched.lab();
    private final ExposureWatch watch = watched.watch();

    @AfterEach
    void close() {
        watched.close();
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
                        new Attempt(WatchedLab.site(), Guise.NONE),
                        new Attempt(WatchedLab.site(), Guise.FORGED_IDENTITY),
                        new Attempt(WatchedLab.site(), Guise.FORGED_ASSERTION),
                        new Attempt(WatchedLab.site(), Guise.REPLAYED_ASSERTION),
                        new Attempt(new FrontEnd(Lab.RULE, Lab.ADDRESS, 443, false, Lab.ADDRESS, "/"), Guise.NONE),
                        new Attempt(new VmAddress(WatchedLab.vm(1), "34.70.0.2", 80), Guise.NONE),
                        new Attempt(new VmAddress(WatchedLab.vm(2), "34.70.0.3", 80), Guise.NONE),
                        new Attempt(new Neighbour(WatchedLab.vm(2), WatchedLab.vm(1), "10.128.0.2", 80), Guise.NONE),
                        new Attempt(new Neighbour(WatchedLab.vm(1), WatchedLab.vm(2), "10.128.0.3", 80), Guise.NONE));
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
    void whatTheLoadBalancerSaysItselfIsNoAnswerOfTheApplication() {
        lab.putService(77, false);
        lab.bootVms();
        lab.putFrontEnd();

        Timeline timeline = watch.end();

        assertThat(timeline.firstByte()).isEmpty();
        assertThat(WatchedLab.answers(timeline, WatchedLab::isTheSite)).contains(new ByLoadBalancer(502));
    }

    @Test
    void papersShownToTheApplicationAreNotBelievedButItsRefusalIsAnAnswer() {
        lab.putFirewall("open-to-all", List.of("0.0.0.0/0"));
        lab.putService(77, true);
        lab.bootVms();

        Timeline timeline = watch.end();

        assertThat(WatchedLab.served(timeline, Guise.FORGED_IDENTITY)).isEqualTo("Unauthorized request.");
        assertThat(WatchedLab.served(timeline, Guise.FORGED_ASSERTION)).endsWith("Could not verify token signature.**");
        assertThat(WatchedLab.served(timeline, Guise.REPLAYED_ASSERTION))
                .contains("Token has wrong audience /projects/0/");
    }

    @Test
    void anApplicationThatIsNotTheSampleIsSeenToo() {
        Instance.Builder vm = lab.vm(1, Lab.STARTUP_SCRIPT).toBuilder();
        vm.getMetadataBuilder()
                .addItems(Items.newBuilder().setKey("sallyport-guest-command").setValue(GuestProgram.command()));
        lab.putFirewall("open-to-all", List.of("0.0.0.0/0"));
        lab.bootVm(vm.build());

        assertThat(watched.firstByte().answer())
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
        watched.seen(Unanswered.DROPPED, way -> way instanceof VmAddress);
        lab.internet.close();

        assertThat(watch.end().troubles()).isNotEmpty();
    }
}
