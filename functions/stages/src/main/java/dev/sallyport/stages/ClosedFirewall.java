package dev.sallyport.stages;

import java.util.List;

/** No firewall rule lets others than Google's front ends reach the application's port. */
record ClosedFirewall(StageWork work) implements Check {
    @Override
    public String name() {
        return "firewall-is-closed";
    }

    @Override
    public boolean settles() {
        return false;
    }

    @Override
    public String remedy() {
        return "Delete or narrow the rules named, and retry the stage.";
    }

    @Override
    public Finding look() {
        List<Exposure> exposures = Exposure.of(work, List.of());
        return exposures.isEmpty()
                ? Finding.passed("no rule of the network " + work.request().network() + " opens tcp:"
                        + work.request().instanceGroup().port() + " of the VMs to others than "
                        + String.join(", ", work.request().firewall().sourceRanges()))
                : Finding.failed(Exposure.describe(work.request(), exposures));
    }
}
