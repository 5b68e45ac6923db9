package dev.sallyport.finding;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What re-checks know of a deployment.
 *
 * @param generation the one that was checked last
 * @param checked when, by the database's clock
 * @param open findings, in the order of their keys
 * @param closed findings that are over, the latest first
 * @param repairs by a finding's key, lately; kept when it closes, for it may come back
 * @param days the latest last
 */
public record Compliance(
        String deployment,
        String project,
        long generation,
        Optional<Instant> checked,
        List<Finding> open,
        List<Finding> closed,
        List<PastRepair> repairs,
        List<Mute> mutes,
        List<CheckedDay> days) {
    public Compliance {
        open = List.copyOf(open);
        closed = List.copyOf(closed);
        repairs = List.copyOf(repairs);
        mutes = List.copyOf(mutes);
        days = List.copyOf(days);
    }

    /**
     * A repair that was asked for.
     *
     * @param finding the key of the finding it was for
     */
    public record PastRepair(String finding, Instant at) {}

    /** Of a deployment that has never been checked. */
    public static Compliance unchecked(String deployment, String project) {
        return new Compliance(
                deployment, project, 0, Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** The mute of a control that is in force, if there is one. */
    public Optional<Mute> mute(String control, Instant now) {
        return mutes.stream()
                .filter(mute -> mute.control().equals(control) && !mute.isOver(now))
                .findFirst();
    }

    /** The same with a mute in the place of the control's other one. */
    public Compliance with(Mute mute) {
        List<Mute> others = mutes.stream()
                .filter(other -> !other.control().equals(mute.control()))
                .toList();
        return new Compliance(
                deployment,
                project,
                generation,
                checked,
                open,
                closed,
                repairs,
                Stream.concat(others.stream(), Stream.of(mute)).toList(),
                days);
    }
}
