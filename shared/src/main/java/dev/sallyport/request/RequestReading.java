package dev.sallyport.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What came of reading a request. */
public sealed interface RequestReading {
    /** The id the requester has given it, if that can be read: the same id for a deployment is the same request. */
    Optional<String> requestId();

    /** Who asks, for people to read, if that can be read. */
    Optional<String> by();

    /**
     * @param request what is asked for, with every default filled in
     * @param document as it was written
     */
    record Accepted(Request request, Optional<String> requestId, Optional<String> by, JsonNode document)
            implements RequestReading {
        /** Differs between requests that ask for different things, whoever asks and under whatever id. */
        public String digest() {
            return RequestDigest.of(document);
        }
    }

    /**
     * @param faults all of them, in the order of the document; at least one
     * @param deployment the name of the deployment it was meant for, where that much could be read and is a valid name
     */
    record Faulty(List<Fault> faults, Optional<String> deployment, Optional<String> requestId, Optional<String> by)
            implements RequestReading {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}
