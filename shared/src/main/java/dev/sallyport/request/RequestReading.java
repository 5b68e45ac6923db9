package dev.sallyport.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What came of reading a request. */
public sealed interface RequestReading {
    /**
     * @param request what is asked for, with every default filled in
     * @param document as it was written
     */
    record Accepted(Request request, JsonNode document) implements RequestReading {}

    /**
     * @param faults all of them, in the order of the document; at least one
     * @param deployment the name of the deployment it was meant for, where that much could be read and is a valid name
     */
    record Faulty(List<Fault> faults, Optional<String> deployment) implements RequestReading {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}
