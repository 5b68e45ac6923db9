package dev.sallyport.stages;

import com.google.protobuf.Message;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.ComputeResource;

/** The name of what takes the place of a resource that can't be changed: it tells the contents apart. */
final class SuccessorName {
    private static final int LONGEST = 63;
    private static final int DIGITS = 8;

    private SuccessorName() {}

    /** Of a resource and the one that is to take its place where it differs: the one that is there, or is to be made. */
    static <M extends Message> ComputeResource<M> settle(ComputeResource<M> first, ComputeResource<M> successor) {
        Change change = first.change(first.observe());
        boolean succeeded =
                change instanceof Change.Create && successor.observe().isPresent();
        return succeeded || change instanceof Change.Replace ? successor : first;
    }

    /** Whether a resource of that name may have taken the place of one, or is the one itself. */
    static boolean isOf(String first, String name) {
        return name.equals(first) || name.equals(of(first, name.substring(Math.max(0, name.length() - DIGITS))));
    }

    /** @param digest of the contents, in hexadecimal */
    static String of(String name, String digest) {
        int room = LONGEST - DIGITS - 1;
        String stem = name.length() <= room ? name : name.substring(0, room);
        return stem + "-" + digest.substring(0, DIGITS);
    }
}
