package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What a transaction needs of the cloud around its project. */
interface Surroundings {
    Instant now();

    long nextId();

    ResourceWriter writer();

    IndexTerms terms();

    ExternalAddresses externalAddresses();

    /** The link with the project's id where it had the number. */
    Link byProjectId(Link link);

    /** A resource of another project. */
    Optional<Message> elsewhere(Link link);

    /** A collection of another project. */
    Stream<Stored> allElsewhere(String project, String collection);
}
