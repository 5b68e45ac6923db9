package dev.sallyport.converge;

import dev.sallyport.failure.Rejected;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One look at every resource of a wave, and what it calls for. */
final class Pass {
    private final List<Look<?>> looks;

    private Pass(List<Look<?>> looks) {
        this.looks = looks;
    }

    /** How resources are seen. */
    @FunctionalInterface
    interface Sight {
        <S> Optional<S> of(Resource<S> resource);
    }

    static Pass over(List<Resource<?>> wave, Sight sight) {
        List<Look<?>> looks = new ArrayList<>();
        wave.forEach(resource -> looks.add(Look.at(resource, sight)));
        return new Pass(looks);
    }

    /**
     * @throws Rejected if a resource must not be touched, so that none is
     */
    void refuse() {
        looks.forEach(Look::refuse);
    }

    boolean isSettled() {
        return looks.stream().allMatch(Look::isSettled);
    }

    List<String> ids() {
        return unsettled().stream().map(look -> look.resource.id()).toList();
    }

    List<FieldDifference> differences() {
        return unsettled().stream()
                .flatMap(look -> look.change instanceof Change.Patch patch
                        ? patch.differences().stream()
                                .map(difference -> new FieldDifference(
                                        look.resource.id() + "." + difference.path(),
                                        difference.from(),
                                        difference.to()))
                        : List.of(new FieldDifference(look.resource.id(), "", "")).stream())
                .toList();
    }

    void applyAll(OperationLog log, Consumer<StartedOperation> started) {
        unsettled().forEach(look -> look.apply(log).ifPresent(started));
    }

    List<PlannedChange> changes() {
        return looks.stream().map(Look::planned).toList();
    }

    /** Adds what it will be like once all this is done. */
    void foresee(Outlook outlook) {
        unsettled().forEach(look -> outlook.foresee(look.resource.place(), look.expected()));
    }

    Observed observed() {
        return observed(look -> look.observed);
    }

    /** As {@link #observed()}, once all this is done. */
    Observed expected() {
        return observed(Look::expected);
    }

    private Observed observed(Function<Look<?>, Optional<?>> seen) {
        Map<Resource<?>, Object> states = new IdentityHashMap<>();
        looks.forEach(look -> seen.apply(look).ifPresent(state -> states.put(look.resource, state)));
        return new Observed(states);
    }

    private List<Look<?>> unsettled() {
        return looks.stream().filter(look -> !look.isSettled()).toList();
    }

    private record Look<S>(Resource<S> resource, Optional<S> observed, Change change) {
        static <S> Look<S> at(Resource<S> resource, Sight sight) {
            Optional<S> observed = sight.of(resource);
            return new Look<>(resource, observed, resource.change(observed));
        }

        boolean isSettled() {
            return change instanceof Change.None;
        }

        PlannedChange planned() {
            return new PlannedChange(resource.id(), change);
        }

        Optional<S> expected() {
            return isSettled() ? observed : resource.expected(change, observed);
        }

        void refuse() {
            if (change instanceof Change.Refused refused) {
                throw new Rejected(refused.reason(), refused.remedy());
            }
            if (change instanceof Change.Replace replace) {
                throw new Rejected(
                        resource.id() + " can't be changed in place: " + replace.differences(),
                        "Choose another name for it in the request, or delete it once nothing uses it.");
            }
        }

        Optional<StartedOperation> apply(OperationLog log) {
            return resource.apply(change, observed, log);
        }
    }
}
