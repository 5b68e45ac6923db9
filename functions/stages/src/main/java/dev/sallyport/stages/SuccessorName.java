package dev.sallyport.stages;

import com.google.protobuf.Message;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.ComputeResource;
import java.util.Optional;
import java.util.function.Function;

/** The name of what takes the place of a resource that can't be changed: it tells the contents apart. */
final class SuccessorName {
    private static final int LONGEST = 63;
    private static final int DIGITS = 8;

    private SuccessorName() {}

    /**
     * Of a resource and the one that is to take its place where it differs: the one that is there, or is to be made.
     *
     * @param predecessor says what the one that may have to be made takes the place of, given how the first differs if it
     *     is there; not asked otherwise
     */
    static <M extends Message> ComputeResource<M> settle(
            ComputeResource<M> first,
            ComputeResource<M> successor,
            Function<Optional<Change.Replace>, Optional<Change.Succeed>> predecessor) {
        Change change = first.change(first.observe());
        if (change instanceof Change.Replace other) {
            return predecessor
                    .apply(Optional.of(other))
                    .map(successor::succeeding)
                    .orElse(successor);
        }
        if (!(change instanceof Change.Create)) {
            return first;
        }
        return successor.observe().isPresent()
                ? successor
                : predecessor.apply(Optional.empty()).map(first::succeeding).orElse(first);
    }

    /** Whether a resource of that name may have taken the place of one, or is the one itself. */
    static boolean isOf(String first, String name) {
        int stem = name.length() - DIGITS;
        return name.equals(first) || stem > 0 && name.equals(of(first, name.substring(stem)));
    }

    /** @param digest of the contents, in hexadecimal */
    static String of(String name, String digest) {
        int room = LONGEST - DIGITS - 1;
        String stem = name.length() <= room ? name : name.substring(0, room);
        return stem + "-" + digest.substring(0, DIGITS);
    }
}
