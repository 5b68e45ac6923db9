package dev.sallyport.converge;

import java.util.Map;

/** How the resources of a wave are, once they are as they should be. */
public final class Observed {
    private final Map<Resource<?>, Object> states;

    Observed(Map<Resource<?>, Object> states) {
        this.states = states;
    }

    /** @throws IllegalArgumentException if the resource is not of this wave, or should not be there */
    public <S> S of(Resource<S> resource) {
        Object state = states.get(resource);
        if (state == null) {
            throw new IllegalArgumentException("resource: " + resource.id() + " (expected: one of this wave)");
        }
        @SuppressWarnings("unchecked") // The state under a resource is what that resource observed.
        S observed = (S) state;
        return observed;
    }
}
