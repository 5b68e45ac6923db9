package dev.sallyport.converge;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The cloud as it will be once everything is done that has been planned so far. Planners that follow each other share one. */
public final class Outlook {
    private final Map<String, Optional<Object>> foreseen = new HashMap<>();

    /** What will be there: what was foreseen, or else what is there now. */
    <S> Optional<S> at(String place, Supplier<Optional<S>> now) {
        Optional<Object> planned = foreseen.get(place);
        if (planned == null) {
            return now.get();
        }
        @SuppressWarnings("unchecked") // At one place there is one thing, and it is seen as one type.
        Optional<S> state = (Optional<S>) planned;
        return state;
    }

    void foresee(String place, Optional<?> state) {
        foreseen.put(place, state.map(Object.class::cast));
    }
}
