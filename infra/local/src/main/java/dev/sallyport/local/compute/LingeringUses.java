package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.List;
import java.util.stream.Stream;

/**
 * What deletions without latency leave behind in a project. At Google a deletion is not over when it has been answered: a
 * client that goes on to delete what the resource used, without a look at the operation, is refused (recorded in
 * computeurlmap-global-reducer, exchange 31). So what a deleted resource used stays in use during the next change of the
 * project, unless somebody looks at an operation before.
 */
final class LingeringUses {
    private volatile List<Stored> gone = List.of();

    /** A resource is gone; what it used stays in use. */
    void leave(Link resource, Message last) {
        gone = List.of(new Stored(resource, last));
    }

    /** The resources that are gone and still use others. */
    Stream<Stored> stream() {
        return gone.stream();
    }

    /** What is gone uses nothing any more. */
    void end() {
        gone = List.of();
    }
}
