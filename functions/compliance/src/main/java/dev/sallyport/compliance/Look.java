package dev.sallyport.compliance;

import dev.sallyport.finding.Observation;
import java.util.List;

/** Looks whether something holds. */
@FunctionalInterface
interface Look {
    /** What is seen violated. */
    List<Observation> at(Subject subject);
}
