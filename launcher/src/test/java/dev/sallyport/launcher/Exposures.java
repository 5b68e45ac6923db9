package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.local.watch.Timeline;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import dev.sallyport.local.watch.WayIn.VmAddress;

/** What a watch over a whole run has to show. */
final class Exposures {
    private Exposures() {}

    /** Strangers tried front ends, VMs and neighbours all the time, and nobody heard from the application. */
    static void assertNone(Timeline timeline) {
        assertThat(timeline.troubles()).isEmpty();
        assertThat(timeline.courses())
                .extracting(course -> course.attempt().way())
                .hasAtLeastOneElementOfType(FrontEnd.class)
                .hasAtLeastOneElementOfType(VmAddress.class)
                .hasAtLeastOneElementOfType(Neighbour.class);
        assertThat(timeline.firstByte()).isEmpty();
    }
}
